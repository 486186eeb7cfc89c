import { err, ok, type Result } from "#app/kernel/result.ts"
import { outwardFetch } from "./outward-fetch.server.ts"
import type { OutwardRules } from "./outward-address.ts"

/**
 * Says yes to an SNS topic by visiting the link of its question, once, without following anything. Gives the ARN of the
 * subscription, or what went wrong in words.
 *
 * @param link one that `readSnsConfirmation` found to lead to AWS
 */
export async function confirmSnsSubscription(link: string, rules: OutwardRules): Promise<Result<string>> {
  try {
    const answer = await outwardFetch(link, { method: "GET", headers: { accept: "application/xml" } }, rules)
    const text = await answer.text()
    const arn = /<SubscriptionArn>([^<]{1,400})<\/SubscriptionArn>/.exec(text.slice(0, 20_000))?.[1]
    if (answer.status === 200 && arn) return ok(arn)
    const why = /<Message>([^<]{1,300})<\/Message>/.exec(text.slice(0, 20_000))?.[1]
    return err(why ? `AWS says: ${why}` : `AWS answered with status ${answer.status}`)
  } catch (error) {
    return err(`AWS could not be asked: ${error instanceof Error ? error.message : String(error)}`)
  }
}
