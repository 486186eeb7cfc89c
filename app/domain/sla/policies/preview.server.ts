import type { TenantId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { SlaMetric } from "../clock/metric.ts"
import type { Policy } from "../clock/policy.ts"
import { type Preview, previewRecord, summed } from "../clock/preview.ts"
import { replay } from "../clock/replay.ts"
import { eventsOf } from "../record/event-json.ts"
import { selectEvents } from "../record/read.store.server.ts"
import { keyOfSubject } from "../record/subject.ts"
import { selectLiveRecords } from "./store.server.ts"
import { policyVersionsOf } from "./versions.server.ts"

/** A record with a clock that would be late or nearly so at once. */
export type WorseRecord = {
  readonly client: TenantId
  /** Null for an alert outside any incident. */
  readonly number: number | null
  readonly title: string | null
  readonly breaching: readonly SlaMetric[]
  readonly atRisk: readonly SlaMetric[]
}

export type TermsPreview = Preview & {
  readonly records: number
  readonly byClient: ReadonlyMap<TenantId, Preview>
  /** Those with a breach first. */
  readonly worse: readonly WorseRecord[]
}

/**
 * What these terms would do to the clocks that run at some clients, if they were bound and applied now. Nothing is
 * changed, and nothing has to be bound or even saved.
 */
export async function previewTerms(
  t: ReadTx<"sla.read">,
  clients: readonly TenantId[],
  terms: Policy,
): Promise<TermsPreview> {
  const live = clients.length > 0 ? await selectLiveRecords(t, clients) : []
  const versions = await policyVersionsOf(t, clients)
  const events = await selectEvents(t, live)
  const previews = live.map((record) => {
    const known = versions.get(record.tenantId) ?? []
    const rows = events.get(keyOfSubject(record.subject)) ?? []
    return { record, preview: previewRecord(replay(known, eventsOf(rows, known)), terms, t.now) }
  })
  const byClient = Map.groupBy(previews, ({ record }) => record.tenantId)
  const worse = previews.flatMap(({ record: { tenantId, number, title }, preview }) =>
    preview.breaching.length + preview.atRisk.length > 0
      ? [{ client: tenantId, number, title, breaching: preview.breaching, atRisk: preview.atRisk }]
      : [],
  )
  return {
    ...summed(previews.map(({ preview }) => preview)),
    records: live.length,
    byClient: new Map([...byClient].map(([client, of]) => [client, summed(of.map((p) => p.preview))])),
    worse: worse.sort((a, b) => b.breaching.length - a.breaching.length),
  }
}
