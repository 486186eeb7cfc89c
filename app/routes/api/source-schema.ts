import * as z from "zod"
import type { SourceView } from "#app/domain/sources/source.ts"
import type { Instant } from "#app/kernel/time.ts"

const id = z.uuid()
const time = z.iso.datetime({ offset: true }).meta({ examples: ["2026-03-27T08:15:00Z"] })
const maybeTime = time.nullable()
const at = (instant: Instant | null) => instant?.toString() ?? null

export const sourceSchema = z
  .object({
    id,
    client: id,
    name: z.string(),
    adapter: z.string(),
    enabled: z.boolean(),
    ratePerSecond: z.int(),
    burst: z.int(),
    reopenWindowSeconds: z.int(),
    resolveDelaySeconds: z.int(),
    staleAfterSeconds: z.int().nullable(),
    trustsDowngrade: z.boolean(),
    stormLimit: z.int(),
    ignoreFields: z.array(z.string()),
    learningUntil: maybeTime,
    isShared: z.boolean().meta({ description: "Brings events of several clients" }),
    mirrorOf: id.nullable().meta({ description: "The shared source it stands for" }),
    createdAt: time,
    lastDeliveryAt: maybeTime,
    expectedEverySeconds: z.int().nullable(),
    silentSince: maybeTime,
  })
  .meta({ id: "Source" })

export function sourceJson(source: SourceView) {
  const { id: sourceId, client, name, adapter, enabled, ratePerSecond, burst } = source
  const { reopenWindowSeconds, resolveDelaySeconds, staleAfterSeconds, trustsDowngrade } = source
  return {
    ...{ id: sourceId, client, name, adapter, enabled, ratePerSecond, burst },
    ...{ reopenWindowSeconds, resolveDelaySeconds, staleAfterSeconds, trustsDowngrade },
    ...{ stormLimit: source.stormLimit, ignoreFields: source.ignoreFields },
    learningUntil: at(source.learningUntil),
    createdAt: at(source.createdAt),
    lastDeliveryAt: at(source.lastDeliveryAt),
    expectedEverySeconds: source.expectedEverySeconds,
    silentSince: at(source.silentSince),
    isShared: source.isShared,
    mirrorOf: source.mirrorOf,
  }
}
