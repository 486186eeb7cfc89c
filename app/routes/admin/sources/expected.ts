import * as z from "zod"

/** The form's word for how often a source is expected, in seconds: empty where silence means nothing. */
export const expectedSeconds = z
  .string()
  .regex(/^\d{0,9}$/)
  .default("")
  .transform((text) => (text === "" ? null : Number(text)))

const minute = 60
const hour = 3600
const day = 86_400

/** What the form offers. */
export const usualPeriods = [
  30,
  minute,
  5 * minute,
  15 * minute,
  hour,
  6 * hour,
  day,
  7 * day,
  30 * day,
] as const

/** "30 seconds", "5 minutes", "1 hour": the largest unit that fits without a rest. */
export function periodText(seconds: number): string {
  const [size, word] = (
    [
      [day, "day"],
      [hour, "hour"],
      [minute, "minute"],
    ] as const
  ).find(([n]) => seconds % n === 0) ?? [1, "second"]
  const count = seconds / size
  return `${count} ${word}${count === 1 ? "" : "s"}`
}
