import { expect, test } from "vitest"
import { clockText, span } from "./clock-text.ts"

const now = Date.UTC(2026, 2, 27, 12)
const inSeconds = (seconds: number) => now + seconds * 1000

test.each([
  ["over a day", 2 * 86_400 + 4 * 3600 + 59, "2 d 4 h", "ok"],
  ["over an hour", 3 * 3600 + 12 * 60, "3 h 12 m", "ok"],
  ["under an hour", 42 * 60, "42 m", "ok"],
  ["under half an hour", 29 * 60, "29 m", "at-risk"],
  ["under ten minutes it ticks", 9 * 60 + 41, "9:41", "urgent"],
  ["exactly due is not breached", 0, "0:00", "urgent"],
  ["breached counts up", -12 * 60, "−12 m", "breached"],
  ["breached long ago", -26 * 3600, "−1 d 2 h", "breached"],
] as const)("%s", (_name, seconds, text, tone) => {
  expect(clockText(inSeconds(seconds), now)).toMatchObject({ text, tone })
})

test.each([
  [0.5, "ok"],
  [0.75, "at-risk"],
  [0.9, "urgent"],
] as const)("with a start, %s of the target used is %s", (used, tone) => {
  const target = 8 * 3600
  expect(clockText(inSeconds(target * (1 - used)), now, inSeconds(-target * used)).tone).toBe(tone)
})

test("no clock", () => expect(clockText(null, now)).toEqual({ text: "–", tone: "none", ticking: false }))
test("seconds", () => expect(span(59)).toBe("59 s"))
