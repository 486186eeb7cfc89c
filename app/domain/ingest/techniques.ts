const technique = /\bT\d{4}(?:\.\d{3})?\b/gi

/** The ATT&CK techniques named anywhere in the values: T1110, T1059.001. Each once, upper case. */
export function findTechniques(...values: readonly unknown[]): string[] {
  const found = new Set<string>()
  for (const value of values.flat()) {
    if (typeof value !== "string") continue
    for (const [id] of value.slice(0, 4000).matchAll(technique)) found.add(id.toUpperCase())
  }
  return [...found].slice(0, 50)
}
