/** A service as the picture needs it. */
export type Drawn = {
  readonly id: string
  readonly name: string
  readonly criticality: string
  readonly dependsOn: readonly string[]
}

export const box = { width: 168, height: 44, gapX: 64, gapY: 16 } as const

const step = box.height + box.gapY

export type Picture = {
  readonly width: number
  readonly height: number
  readonly boxes: readonly (Drawn & { readonly x: number; readonly y: number })[]
  readonly edges: readonly { readonly from: string; readonly to: string; readonly path: string }[]
}

/**
 * Services in columns, each to the right of everything that needs it: what stands on the right carries what stands on the
 * left. Every second column stands half a row lower, so that an edge past it is seen. Those without any edge are left out.
 */
export function pictureOf(services: readonly Drawn[]): Picture {
  const known = new Map(services.map((s) => [s.id, s]))
  const needed = new Set(services.flatMap((s) => s.dependsOn))
  const joined = services.filter((s) => s.dependsOn.length > 0 || needed.has(s.id))
  const columns = columnsOf(joined)
  const filled = new Map<number, number>()
  const boxes = joined.map((service) => {
    const column = columns.get(service.id) ?? 0
    const row = filled.get(column) ?? 0
    filled.set(column, row + 1)
    return { ...service, x: column * (box.width + box.gapX), y: row * step + (column % 2) * (step / 2) }
  })
  const at = new Map(boxes.map((b) => [b.id, b]))
  const edges = boxes.flatMap((from) =>
    from.dependsOn.flatMap((id) => {
      const to = at.get(id)
      return to && known.has(id) ? [{ from: from.id, to: id, path: curve(from, to) }] : []
    }),
  )
  return {
    width: Math.max(0, ...boxes.map((b) => b.x + box.width)),
    height: Math.max(0, ...boxes.map((b) => b.y + box.height)),
    boxes,
    edges,
  }
}

/** The longest way from a service nothing needs. Rings cannot be; should one be there all the same, it ends the walk. */
function columnsOf(services: readonly Drawn[]): ReadonlyMap<string, number> {
  const columns = new Map(services.map((s) => [s.id, 0]))
  for (let round = 0; round < services.length; round++) {
    let moved = false
    for (const { id, dependsOn } of services)
      for (const on of dependsOn) {
        const next = (columns.get(id) ?? 0) + 1
        if (next > (columns.get(on) ?? 0) && next < services.length) {
          columns.set(on, next)
          moved = true
        }
      }
    if (!moved) break
  }
  return columns
}

type Place = { readonly x: number; readonly y: number }

function curve(from: Place, to: Place): string {
  const [x1, y1] = [from.x + box.width, from.y + box.height / 2]
  const [x2, y2] = [to.x, to.y + box.height / 2]
  const bend = Math.max(24, (x2 - x1) / 2)
  return `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2 - 6},${y2}`
}
