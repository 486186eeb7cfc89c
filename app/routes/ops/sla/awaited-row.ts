import type { ClientView } from "#app/domain/clients/client.ts"
import type { listAwaitedCorrections } from "#app/domain/sla/corrections/read-stops.server.ts"
import { metricWords } from "#app/domain/sla/explain/words.ts"
import { recordName } from "./lane-row.ts"

type Waiting = Awaited<ReturnType<typeof listAwaitedCorrections>>[number]

/** A stop that waits for a decision, as the watch shows it. */
export function awaitedRow({ stop, correction }: Waiting, client: ClientView | undefined) {
  return {
    ...{ id: correction.id, clockId: stop.id, title: stop.title, client: client?.name ?? "" },
    reference: recordName(stop, client?.code ?? ""),
    metric: stop.cycle > 1 ? `${metricWords[stop.metric]} ${stop.cycle}` : metricWords[stop.metric],
    recordedAt: correction.recordedAt.toString(),
    stoppedAt: correction.stoppedAt.toString(),
    requestedBy: correction.requestedByName,
  }
}

export type AwaitedRow = ReturnType<typeof awaitedRow>
