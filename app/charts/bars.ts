/** Geometry of bars, without a painter: what an SVG or a PDF draws. */
export type Bar = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** One upright bar a value, side by side in a box; the tallest reaches the top, a value above 0 is never invisible. */
export function uprightBars(
  values: readonly number[],
  box: { readonly width: number; readonly height: number; readonly gap?: number },
): readonly Bar[] {
  const most = Math.max(0, ...values)
  const step = values.length > 0 ? box.width / values.length : 0
  const gap = Math.min(box.gap ?? 1, step / 2)
  return values.map((value, i) => {
    const height = most > 0 && value > 0 ? Math.max(1, (value / most) * box.height) : 0
    return { x: i * step + gap / 2, y: box.height - height, width: step - gap, height }
  })
}

/** One lying bar a step, under each other; each as wide as its share of the widest. */
export function lyingBars(
  values: readonly number[],
  box: { readonly width: number; readonly rowHeight: number; readonly barHeight: number },
): readonly Bar[] {
  const most = Math.max(0, ...values)
  return values.map((value, i) => ({
    x: 0,
    y: i * box.rowHeight,
    width: most > 0 && value > 0 ? Math.max(2, (value / most) * box.width) : 0,
    height: box.barHeight,
  }))
}
