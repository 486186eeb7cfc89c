import fc from "fast-check"
import { expect, test } from "vitest"
import { type Instant, instant, plusSeconds } from "#app/kernel/time.ts"
import { calendarC, hours, opened, plain, promise, target, weekdaysAt } from "#tests/support/sla-story.ts"
import { isOpen } from "../calendar/opening.ts"
import type { Hold } from "./metric.ts"
import type { Target } from "./policy.ts"
import type { Happening } from "./record-event.ts"
import { replay } from "./replay.ts"
import { clocksAt } from "./view.ts"

/** Two days before London's clocks go forward. */
const start = instant("2026-03-27T09:00Z")
const london = weekdaysAt("08:00", "18:00", { zone: "Europe/London" })
const targets = [
  target("resolve", 1, 2 * hours, calendarC),
  target("resolve", 2, 5 * hours, london),
  target("resolve", 3, 9 * hours, london, { pauseSet: new Set<Hold>(["waiting_third_party"]) }),
]

/** What a minute was: held or not, taken for done or not, and the target of that time. */
type Minute = { readonly hold: Hold | null; readonly isDone: boolean; readonly by: Target | null }
type Step = { readonly minute: number; readonly what: Happening }
type Told = { state: string; elapsed?: number; breach?: { at: string; cause: string } | null }

const at = (minute: number): Instant => plusSeconds(start, minute * 60)
/** Longer than any story here. */
const minutes = Array.from({ length: 2500 }, (_, minute) => minute)
const openIn = new Map(
  [calendarC, london].map((calendar) => [calendar, minutes.map((minute) => isOpen(calendar, at(minute)))]),
)

/** A resolve clock told minute by minute. Of the engine it asks only whether a calendar is open. */
class Teller {
  readonly past: Minute[] = []
  now: Minute = { hold: null, isDone: false, by: targets[1] ?? null }
  priority = 2
  allowance = 300
  breach: { at: string; cause: string } | null = null
  readonly grace: number | null

  constructor(grace: number | null) {
    this.grace = grace
  }

  used(until: number): number {
    const { by } = this.now
    if (!by) return 0
    const worked = ({ hold, isDone, by: then }: Minute) => !isDone && !(hold && then?.pauseSet.has(hold))
    const open = openIn.get(by.calendar)
    return this.past.slice(0, until).filter((m, index) => open?.[index] && worked(m)).length
  }

  /** Late when its target was used up before this minute: it was due at the minute it was used up. */
  settle(minute: number): void {
    if (!this.now.by || this.now.isDone || this.breach || this.used(minute) < this.allowance) return
    const due = Array.from({ length: minute }, (_, i) => i).find((i) => this.used(i) >= this.allowance)
    if (due !== undefined) this.fail(due, "due_passed")
  }

  fail(minute: number, cause: string): void {
    this.breach ??= { at: at(minute).toString(), cause }
  }

  happen(minute: number, what: readonly Happening[]): void {
    let { hold, isDone } = this.now
    for (const one of what) if (one.kind === "priority_set") this.priority = one.priority ?? 0
    if (what.some((one) => one.kind === "hold_left")) hold = null
    for (const one of what) if (one.kind === "hold_entered") hold = one.hold
    if (what.some((one) => one.kind === "reopened")) isDone = false
    if (what.some((one) => one.kind === "resolved")) [hold, isDone] = [null, true]
    const isReopened = this.now.isDone && !isDone
    this.now = { ...this.now, hold, isDone }
    if (isReopened && this.now.by && this.used(minute) >= this.allowance) this.fail(minute, "reopened")
    if (!isDone) this.retarget(minute)
  }

  retarget(minute: number): void {
    const by = targets.find(({ priority }) => priority === this.priority) ?? null
    if (by === this.now.by || (!by && this.breach)) return
    // What was promised nothing is told by the first promise: which holds were pauses.
    if (!this.now.by) for (const [i, m] of this.past.entries()) this.past[i] = { ...m, by: m.by ?? by }
    this.now = { ...this.now, by }
    if (!by) return
    const used = this.used(minute)
    this.allowance = by.seconds / 60
    if (this.breach || used < this.allowance) return
    if (this.grace === null) this.fail(minute, "reprioritised")
    else this.allowance = used + this.grace
  }

  told(minute: number): Told {
    const { by, hold, isDone } = this.now
    if (!by) return { state: "no_commitment" }
    const live = hold && by.pauseSet.has(hold) ? "paused" : "running"
    const state = isDone ? (this.breach ? "missed" : "met") : live
    return { state, elapsed: this.used(minute), breach: this.breach }
  }
}

function byTheMinute(steps: readonly Step[], until: number, grace: number | null): Told {
  const teller = new Teller(grace)
  for (let minute = 0; minute <= until; minute++) {
    teller.settle(minute)
    teller.happen(
      minute,
      steps.filter((step) => step.minute === minute).map(({ what }) => what),
    )
    if (minute < until) teller.past.push(teller.now)
  }
  return teller.told(until)
}

function byTheEngine(steps: readonly Step[], until: number, grace: number | null): Told {
  const terms = promise(targets, { upgradeGraceSeconds: grace === null ? null : grace * 60 })
  const events = steps.map(({ minute, what }, index) => {
    return { ...what, id: `e${String(index).padStart(3, "0")}`, at: at(minute) }
  })
  const history = replay([terms], [{ ...opened({ priority: 2 }), id: "opened", at: start }, ...events])
  const view = clocksAt(history, at(until)).find(({ metric }) => metric === "resolve")
  if (view?.kind !== "clock") return { state: String(view?.kind) }
  return { state: view.state.kind, elapsed: view.elapsedSeconds / 60, breach: plain(view.breach) }
}

const happening = fc.constantFrom<Happening>(
  ...([1, 2, 3, 4] as const).map((priority) => ({ kind: "priority_set", priority }) as const),
  { kind: "hold_entered", hold: "waiting_client", basis: "question" },
  { kind: "hold_entered", hold: "waiting_third_party", basis: "question" },
  { kind: "hold_left", cause: "manual" },
  { kind: "resolved" },
  { kind: "reopened" },
)
/** In minutes, half of them on the half hour: several at one moment, and many exactly when something is due. */
const steps = fc
  .array(
    fc.record({
      minute: fc.oneof(
        fc.integer({ min: 1, max: 900 }),
        fc.integer({ min: 1, max: 60 }).map((half) => half * 30),
      ),
      what: happening,
    }),
    { maxLength: 9 },
  )
  .map((all) => all.toSorted((a, b) => a.minute - b.minute))

test("2.9 a resolve clock is what counting its minutes one by one makes it", () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 0, max: 600 }), fc.option(fc.constant(45)), (all, later, grace) => {
      const until = (all.at(-1)?.minute ?? 0) + later
      expect(byTheEngine(all, until, grace)).toEqual(byTheMinute(all, until, grace))
    }),
    { numRuns: 60 },
  )
})
