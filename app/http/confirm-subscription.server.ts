import { withTenantOf } from "#app/auth/guards.server.ts"
import type { Principal } from "#app/auth/principal.ts"
import { readSubscription } from "#app/domain/sources/subscriptions/read.server.ts"
import { recordConfirmation } from "#app/domain/sources/subscriptions/record.server.ts"
import { confirmSnsSubscription } from "#app/gateways/sns.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import type { DeliveryId, SourceId } from "#app/kernel/ids.ts"
import type { Result } from "#app/kernel/result.ts"

/** Visits a link that is sure to lead to AWS; gives the subscription's ARN. */
export type Visit = (link: string) => Promise<Result<string>>

export type Confirmed = {
  readonly topicArn: string
  /** What AWS, or the way there, objected to; null when the topic now delivers. */
  readonly failed: string | null
}

/**
 * Says yes to one SNS topic that asked a source, and notes what AWS answered. Nothing is held open while AWS is asked.
 *
 * @param visit only on the public internet, whatever the portal itself runs on
 * @throws DomainError as `readSubscription`, `invalid` where none was chosen; then nothing is visited
 */
export async function confirmSubscription(
  who: Principal,
  {
    source,
    delivery,
  }: {
    readonly source: SourceId
    /** What asked; null where none was chosen. */
    readonly delivery: DeliveryId | null
  },
  visit: Visit = (link) => confirmSnsSubscription(link, { loopback: false }),
): Promise<Confirmed> {
  const where = { kind: "source", id: source } as const
  const needs = ["sources.manage", "sources.read"] as const
  const { topicArn, subscribeUrl, asked } = await withTenantOf(who, where, needs, async (t) => {
    if (!delivery) throw invalid("Choose the subscription to confirm.")
    return { ...(await readSubscription(t, source, delivery)), asked: delivery }
  })
  const answer = await visit(subscribeUrl)
  await withTenantOf(who, where, needs, (t) =>
    recordConfirmation(t, source, { delivery: asked, topicArn, answer }),
  )
  return { topicArn, failed: answer.ok ? null : answer.error }
}
