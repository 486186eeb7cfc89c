import type { ClientView } from "../../clients/client.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import { isExcused } from "../clock/attainment.ts"
import { isPromised, type TargetCounts } from "./counts.ts"
import { type Month, periodOf } from "./month.ts"
import { type ClientPeriod, countJudged, selectGranted } from "./store.server.ts"

/** The month of each client, by its own clock. */
export function monthOfEach(
  month: Month,
  clients: readonly Pick<ClientView, "id" | "timeZone">[],
): ClientPeriod[] {
  return clients.map(({ id, timeZone }) => ({ tenantId: id, ...periodOf(month, timeZone) }))
}

/**
 * How promises were kept, by client, metric and priority: met, missed, and how many of the missed were granted to be left
 * out. Closed clocks are taken as they ended, whatever was promised since.
 */
export async function measureAttainment(
  t: ReadTx<"sla.read">,
  periods: readonly ClientPeriod[],
): Promise<TargetCounts[]> {
  return measure(t, periods)
}

/** The same for a client itself: what it was promised, of all its incidents, whether or not it was told of them. */
export async function measureOwnAttainment(
  t: ReadTx<"own.read">,
  period: ClientPeriod,
): Promise<TargetCounts[]> {
  return (await measure(t, [period])).filter(isPromised)
}

async function measure(
  t: Parameters<typeof countJudged>[0],
  periods: readonly ClientPeriod[],
): Promise<TargetCounts[]> {
  const granted = await selectGranted(t, periods)
  const excused = Map.groupBy(granted.filter(isExcusedRow), keyOf)
  return (await countJudged(t, periods)).map((counts) => ({
    ...counts,
    excluded: excused.get(keyOf(counts))?.length ?? 0,
  }))
}

/** How much too long a clock will take that runs or is paused, nobody can say: minutes excuse it only once it has stopped. */
function isExcusedRow(row: Awaited<ReturnType<typeof selectGranted>>[number]): boolean {
  const secondsLeft =
    row.state === "running" || row.state === "paused"
      ? Number.NEGATIVE_INFINITY
      : row.targetSeconds - row.elapsedSeconds
  return isExcused({ secondsLeft }, row.granted)
}

function keyOf({
  tenantId,
  metric,
  priority,
}: {
  tenantId: TenantId
  metric: string
  priority: number
}): string {
  return `${tenantId} ${metric} ${priority}`
}
