export type ClockTone = "ok" | "at-risk" | "urgent" | "breached" | "met" | "none"
export type ClockText = {
  /** What stands in the cell: "3 h 12 m", "9:41", "−12 m". */
  readonly text: string
  readonly tone: ClockTone
  /** True while the text changes every second. */
  readonly ticking: boolean
}

const minute = 60
const hour = 3600
const day = 86_400

/**
 * The words of a running deadline. Tones go by the share of the target that is used: 75 % at risk, 90 % urgent; without a
 * start the remaining time decides (30 and 10 minutes). All in epoch milliseconds.
 */
export function clockText(dueAt: number | null, now: number, startedAt: number | null = null): ClockText {
  if (dueAt === null) return { text: "–", tone: "none", ticking: false }
  const left = Math.round((dueAt - now) / 1000)
  if (left < 0) return { text: `−${span(-left)}`, tone: "breached", ticking: false }
  return {
    text: left < 10 * minute ? countdown(left) : span(left),
    tone: toneOf(left, dueAt, startedAt),
    ticking: left < 10 * minute,
  }
}

/** "2 d 4 h", "3 h 12 m", "42 m": the two largest units. @param seconds not negative */
export function span(seconds: number): string {
  if (seconds >= day) return `${Math.floor(seconds / day)} d ${Math.floor((seconds % day) / hour)} h`
  if (seconds >= hour) return `${Math.floor(seconds / hour)} h ${Math.floor((seconds % hour) / minute)} m`
  if (seconds >= minute) return `${Math.floor(seconds / minute)} m`
  return `${Math.floor(seconds)} s`
}

function countdown(seconds: number): string {
  return `${Math.floor(seconds / minute)}:${String(seconds % minute).padStart(2, "0")}`
}

function toneOf(left: number, dueAt: number, startedAt: number | null): ClockTone {
  if (startedAt !== null && dueAt > startedAt) {
    const used = 1 - (left * 1000) / (dueAt - startedAt)
    return used >= 0.9 ? "urgent" : used >= 0.75 ? "at-risk" : "ok"
  }
  return left < 10 * minute ? "urgent" : left < 30 * minute ? "at-risk" : "ok"
}
