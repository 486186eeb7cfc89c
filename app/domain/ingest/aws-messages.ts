import { readBody, type Body } from "./body.ts"
import { documentsOf, maxEvents } from "./documents.ts"
import { at, fieldsOf, firstText, isFields, listOf } from "./fields.ts"
import { snsHandshake } from "./sns-confirmation.ts"

/** What AWS delivered, out of its wrappers. */
export type AwsMessage = {
  readonly document: unknown
  /** The subject of an SNS notification. */
  readonly subject: string | null
  /** A handshake or a message without JSON is no event: why, without its token or link. */
  readonly ignored: string | null
}

/**
 * The messages of a delivery through SNS (also raw), a Lambda function's `Records` (SNS, SQS) or EventBridge. A
 * handshake is never answered here: the link in it is whatever the sender chose.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 * @throws UnreadableBody for a form or a text
 */
export function awsMessagesOf(body: Body, tool: string): readonly AwsMessage[] {
  return documentsOf(body, tool)
    .flatMap((value) => {
      const records = at(value, "Records")
      return Array.isArray(records) ? records.slice(0, maxEvents + 1).map(recordOf) : [value]
    })
    .flatMap(messageOf)
}

/** `Sns` of an SNS record; the text of an SQS record, which may itself be an SNS notification. */
function recordOf(record: unknown): unknown {
  const sns = at(record, "Sns")
  if (isFields(sns)) return sns
  return parsed(at(record, "body")) ?? record
}

function messageOf(value: unknown): AwsMessage[] {
  const type = firstText(value, "Type")
  const message = at(value, "Message")
  if (
    type !== null &&
    /^(?:Un)?SubscribeConfirmation$|^(?:Subscription|Unsubscribe)Confirmation$/i.test(type)
  )
    return [
      {
        document: null,
        subject: null,
        ignored: snsHandshake,
      },
    ]
  const isNotification =
    message !== undefined &&
    (type === "Notification" || at(value, "TopicArn") !== undefined || isAlone(value))
  if (!isNotification) return [{ document: value, subject: null, ignored: null }]
  const subject = firstText(value, "Subject")
  const document = isFields(message) ? message : parsed(message)
  if (document === null) return [{ document: null, subject, ignored: "an SNS notification without JSON" }]
  return [document]
    .flatMap((one) => (listOf(one).length > 0 ? listOf(one) : [one]))
    .map((one) => ({
      document: one,
      subject,
      ignored: null,
    }))
}

/** Some hand on nothing of the notification but what it says. */
const isAlone = (value: unknown) => Object.keys(fieldsOf(value)).length === 1

/** JSON within JSON, under the same limits as a body; null for anything else. */
function parsed(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[{[]/.test(value.slice(0, 100))) return null
  try {
    const inner = readBody("application/json", value)
    return inner.kind === "json" ? (inner.values[0] ?? null) : null
  } catch {
    return null
  }
}
