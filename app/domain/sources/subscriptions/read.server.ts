import { invalid, notFound } from "#app/kernel/errors.ts"
import type { DeliveryId, SourceId } from "#app/kernel/ids.ts"
import { type Instant, plusSeconds } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { readSnsConfirmation, type SnsConfirmation } from "../../ingest/sns-confirmation.ts"
import { selectConfirmed, selectQuestions } from "./store.server.ts"

/** AWS takes an answer for three days. */
const answerWithinSeconds = 3 * 86_400

/** An SNS topic that asked to deliver to a source. */
export type Subscription = {
  readonly delivery: DeliveryId
  readonly askedAt: Instant
  readonly topicArn: string | null
  /** Why it cannot be confirmed here; null where it can. */
  readonly objection: string | null
  readonly confirmedAt: Instant | null
}

/** What SNS topics asked of a source in the days in which an answer counts. */
export async function listSubscriptions(
  t: ReadTx<"sources.read">,
  sourceId: SourceId,
): Promise<Subscription[]> {
  const asked = await selectQuestions(t, sourceId, plusSeconds(t.now, -answerWithinSeconds))
  if (asked.length === 0) return []
  const confirmed = await selectConfirmed(
    t,
    sourceId,
    asked.map(({ id }) => id),
  )
  const at = new Map(confirmed.map((one) => [one.delivery, one.at]))
  return asked.flatMap(({ id, receivedAt, body }) => {
    const read = readSnsConfirmation(body)
    if (!read) return []
    return [
      {
        delivery: id,
        askedAt: receivedAt,
        topicArn: read.ok ? read.value.topicArn : null,
        objection: read.ok ? null : read.error,
        confirmedAt: at.get(id) ?? null,
      },
    ]
  })
}

/** The question to be answered. @throws DomainError `not_found`; `invalid` where the link is not surely AWS' */
export async function readSubscription(
  t: ReadTx<"sources.read">,
  sourceId: SourceId,
  delivery: DeliveryId,
): Promise<SnsConfirmation> {
  const asked = await selectQuestions(t, sourceId, plusSeconds(t.now, -answerWithinSeconds))
  const question = asked.find(({ id }) => id === delivery)
  const read = question && readSnsConfirmation(question.body)
  if (!read) throw notFound("Subscription")
  if (!read.ok) throw invalid(`It is not confirmed: ${read.error}.`)
  return read.value
}
