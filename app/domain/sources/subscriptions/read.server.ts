import { invalid, notFound } from "#app/kernel/errors.ts"
import type { DeliveryId, SourceId } from "#app/kernel/ids.ts"
import { err } from "#app/kernel/result.ts"
import { type Instant, isBefore, plusSeconds } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { readSnsConfirmation, type SnsConfirmation } from "../../ingest/sns-confirmation.ts"
import { readSignature } from "../signatures/read.server.ts"
import { selectAnswers, selectQuestions } from "./store.server.ts"

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
  /** The last answer of AWS that was no confirmation, while there is none. */
  readonly refusal: { readonly at: Instant; readonly why: string } | null
}

/** What SNS topics asked of a source in the days in which an answer counts. */
export async function listSubscriptions(
  t: ReadTx<"sources.read">,
  sourceId: SourceId,
): Promise<Subscription[]> {
  const asked = await selectQuestions(t, sourceId, plusSeconds(t.now, -answerWithinSeconds))
  if (asked.length === 0) return []
  const answers = await selectAnswers(
    t,
    sourceId,
    asked.map(({ id }) => id),
  )
  const demandedAt = (await readSignature(t, sourceId))?.createdAt ?? null
  return asked.flatMap(({ id, receivedAt, body }) => {
    const read = vouchedFor(body, receivedAt, demandedAt)
    if (!read) return []
    const ours = answers.filter(({ delivery }) => delivery === id)
    const confirmedAt = ours.find(({ failed }) => failed === null)?.at ?? null
    const [last] = ours
    return [
      {
        delivery: id,
        askedAt: receivedAt,
        topicArn: read.ok ? read.value.topicArn : null,
        objection: read.ok ? null : read.error,
        confirmedAt,
        refusal: last && confirmedAt === null ? { at: last.at, why: last.failed ?? "" } : null,
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
  const demandedAt = (await readSignature(t, sourceId))?.createdAt ?? null
  const read = question && vouchedFor(question.body, question.receivedAt, demandedAt)
  if (!read) throw notFound("Subscription")
  if (!read.ok) throw invalid(`It is not confirmed: ${read.error}.`)
  return read.value
}

/**
 * The question in a delivery, if it may be answered. The receiver lets only signed ones of the demanded topic in; what
 * came before the demand was looked at by nobody.
 *
 * @param demandedAt since when the source's deliveries have to be signed; null where they need not be
 */
function vouchedFor(body: string, receivedAt: Instant, demandedAt: Instant | null) {
  const read = readSnsConfirmation(body)
  if (!read?.ok || demandedAt === null || !isBefore(receivedAt, demandedAt)) return read
  return err("it came before a signature was demanded of this source; let the topic ask again")
}
