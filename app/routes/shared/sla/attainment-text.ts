/** A share of promises kept, to a tenth and never rounded up: 99.96 % were not all. A dash where there was nothing to keep. */
export function attainmentText(share: number | null): string {
  if (share === null) return "–"
  const tenths = Math.floor(share * 1000 + 1e-9)
  return tenths % 10 === 0 ? `${tenths / 10} %` : `${(tenths / 10).toFixed(1)} %`
}
