import { err, ok, type Result } from "#app/kernel/result.ts"
import { readBody } from "./body.ts"
import { firstText } from "./fields.ts"

/** Why a delivery is ignored that only asks, or tells, of a subscription: a person confirms it on the source's page. */
export const snsHandshake = "the handshake of an SNS subscription, for a person to confirm; not an alert"

/** An SNS topic that asks whether it may deliver. */
export type SnsConfirmation = {
  readonly topicArn: string
  /** Visiting it says yes. Sure to lead to AWS: see `readSnsConfirmation`. */
  readonly subscribeUrl: string
}

/** Account and name of a topic in its partition and region. */
export const topicArn =
  /^arn:(aws|aws-cn|aws-us-gov):sns:([a-z]{2}(?:-[a-z]+){1,3}-\d):\d{12}:[A-Za-z0-9_-]{1,256}(?:\.fifo)?$/

/**
 * The question of an SNS topic, where it is beyond doubt AWS that will be answered: the link and the certificate's
 * address are https on the SNS host of the topic's own region, by their parsed host, and the link confirms this very
 * topic. Anything else is refused in words: a body can be sent by whoever knows the source's address.
 *
 * @returns undefined for a body that is no such question
 * @see https://docs.aws.amazon.com/sns/latest/dg/http-subscription-confirmation-json.html
 */
export function readSnsConfirmation(body: string): Result<SnsConfirmation> | undefined {
  const document = documentOf(body)
  if (firstText(document, "Type") !== "SubscriptionConfirmation") return undefined
  const arn = firstText(document, "TopicArn") ?? ""
  const [, partition, region] = topicArn.exec(arn) ?? []
  if (!partition || !region) return err("it names no SNS topic")
  const host = `sns.${region}.amazonaws.com${partition === "aws-cn" ? ".cn" : ""}`
  const link = leadsTo(firstText(document, "SubscribeURL"), host)
  if (!link) return err(`its link does not lead to ${host}`)
  if (link.pathname !== "/" || !says(link, "Action", "ConfirmSubscription") || !says(link, "TopicArn", arn))
    return err("its link does something else than confirming this topic")
  const token = firstText(document, "Token")
  if (token === null || !says(link, "Token", token)) return err("its link has another token")
  const certificate = leadsTo(firstText(document, "SigningCertURL"), host)
  if (!certificate?.pathname.endsWith(".pem")) return err(`its certificate is not from ${host}`)
  return ok({ topicArn: arn, subscribeUrl: link.toString() })
}

function leadsTo(text: string | null, host: string): URL | null {
  if (text === null || text.length > 2048 || !URL.canParse(text)) return null
  const url = new URL(text)
  const isPlain = url.username === "" && url.password === "" && url.port === ""
  return url.protocol === "https:" && url.hostname === host && isPlain ? url : null
}

/** Once and so: what is given twice may be read either way. */
function says(link: URL, name: string, value: string): boolean {
  const given = link.searchParams.getAll(name)
  return given.length === 1 && given[0] === value
}

function documentOf(body: string): unknown {
  try {
    const read = readBody(null, body)
    return read.kind === "json" ? read.values[0] : null
  } catch {
    return null
  }
}
