const units = { h: 3600, min: 60, m: 60, s: 1 } as const
const part = /(\d+)\s*(h|min|m|s)(?![a-z])/gi

/**
 * Seconds of a target as people write it: `4 h`, `1h30m`, `90 min`, `45 s`; a number alone is minutes. Days are not
 * understood: of service time, which length would they have?
 *
 * @returns null for anything else
 */
export function secondsOf(text: string): number | null {
  const trimmed = text.trim().toLowerCase()
  if (/^\d{1,7}$/.test(trimmed)) return Number(trimmed) * 60
  const parts = [...trimmed.matchAll(part)]
  const rest = trimmed.replaceAll(part, "").trim()
  if (parts.length === 0 || rest !== "") return null
  const total = parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units],
    0,
  )
  return Number.isSafeInteger(total) ? total : null
}
