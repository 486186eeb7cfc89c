import * as z from "zod"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { selectTimeline } from "./store.server.ts"

/** Who was told of a level of a clock, and when. */
export type LevelTold = {
  readonly clockId: string
  readonly level: string
  readonly at: Instant
  /** Names; empty where there was nobody to tell. */
  readonly people: readonly string[]
}

const levelReached = z.object({ clockId: z.string(), level: z.string(), told: z.array(z.string()) })

/** What the timeline of an incident says of levels: written with the mails, in one transaction. */
export async function listLevelsTold(
  t: ReadTx<"incidents.read">,
  id: IncidentId,
): Promise<readonly LevelTold[]> {
  const entries = await selectTimeline(t, id, "all")
  return entries.flatMap(({ kind, at, data }) => {
    const said = kind === "level-reached" ? levelReached.safeParse(data) : null
    return said?.success
      ? [{ clockId: said.data.clockId, level: said.data.level, at, people: said.data.told }]
      : []
  })
}
