import { confirmSnsSubscription } from "#app/gateways/sns.server.ts"
import type { Result } from "#app/kernel/result.ts"

/** Visits the link of an SNS topic's question: only on the public internet, whatever the portal itself runs on. */
export function confirmSubscription(link: string): Promise<Result<string>> {
  return confirmSnsSubscription(link, { loopback: false })
}
