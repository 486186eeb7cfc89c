/** A share in words: "none" and "all" only where it is exactly that; a dash where there is nothing to take a share of. */
export function percent(share: number | null): string {
  if (share === null) return "–"
  if (share > 0 && share < 0.01) return "under 1 %"
  if (share < 1 && share > 0.99) return "over 99 %"
  return `${Math.round(share * 100)} %`
}
