/** Ports from one to another, both included. */
export type PortRange = { readonly from: number; readonly to: number }

/** Reads `6515-6614`, or a single port; null for anything else. */
export function parsePorts(text: string): PortRange | null {
  const match = /^\s*(\d{1,5})\s*(?:-\s*(\d{1,5})\s*)?$/.exec(text)
  if (!match) return null
  const from = Number(match[1])
  const to = Number(match[2] ?? match[1])
  return from >= 1 && from <= to && to <= 65_535 ? { from, to } : null
}

export function isWithin(range: PortRange, port: number): boolean {
  return port >= range.from && port <= range.to
}
