/** The first version of each, from rows in which the newest version of one stands first. Renaming must not tear them apart. */
export function newestOf<R extends { readonly id: string; readonly version: number }>(
  rows: readonly R[],
): R[] {
  const newest = new Map<string, R>()
  for (const row of rows) if ((newest.get(row.id)?.version ?? 0) < row.version) newest.set(row.id, row)
  return [...newest.values()]
}
