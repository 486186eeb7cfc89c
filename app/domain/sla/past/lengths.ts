/**
 * How many lengths of time there were, by how long they were: in steps of five hundredths, so that a middle found in it is
 * off by 2.5 % at most, and two of them can be added. The key is the step's number.
 */
export type Lengths = Readonly<Record<string, number>>

const step = Math.log(1.05)

/** @param seconds below one counts as one */
export function withLength(lengths: Lengths, seconds: number): Lengths {
  const key = String(Math.round(Math.log(Math.max(1, seconds)) / step))
  return { ...lengths, [key]: (lengths[key] ?? 0) + 1 }
}

export function addLengths(a: Lengths, b: Lengths): Lengths {
  const sum: Record<string, number> = { ...a }
  for (const [key, count] of Object.entries(b)) sum[key] = (sum[key] ?? 0) + count
  return sum
}

export function countOf(lengths: Lengths): number {
  return Object.values(lengths).reduce((sum, count) => sum + count, 0)
}

/** Seconds that half of them did not exceed; null for none. */
export function medianOf(lengths: Lengths): number | null {
  const half = countOf(lengths) / 2
  let seen = 0
  for (const [key, count] of Object.entries(lengths).sort(([a], [b]) => Number(a) - Number(b))) {
    seen += count
    if (seen >= half) return Math.exp(Number(key) * step)
  }
  return null
}
