import { ignored, type Normalised } from "./adapter.ts"
import { type Body, readBody } from "./body.ts"
import { documentsOf } from "./documents.ts"
import { at, fieldsOf, firstText, isFields } from "./fields.ts"
import { snsHandshake } from "./sns-confirmation.ts"

/** What an SNS topic sends to be allowed to send: nobody fetches its link, which holds a token. */
const handshakes = ["subscriptionconfirmation", "unsubscribeconfirmation"]
/** SNS in SQS in Lambda, with EventBridge inside. */
const maxWrappers = 6

/**
 * The documents inside what AWS wraps around them: an SNS notification with the message as a string, records of Lambda
 * (SNS, SQS, Kinesis) and of Firehose with their base64, the `detail` of an EventBridge event, in any order.
 */
export function awsDocumentsOf(body: Body, tool: string): readonly unknown[] {
  return documentsOf(body, tool).flatMap((document) => opened(document, maxWrappers))
}

/** The answer to a delivery of nothing but handshakes; null for any other. */
export function awsHandshake(documents: readonly unknown[]): Normalised | null {
  const isHandshake = (document: unknown) =>
    handshakes.includes(firstText(document, "Type")?.toLowerCase() ?? "") &&
    at(document, "TopicArn") !== undefined
  return documents.length > 0 && documents.every(isHandshake) ? ignored(snsHandshake) : null
}

function opened(document: unknown, left: number): readonly unknown[] {
  if (left === 0) return [document]
  const records = at(document, "Records")
  if (Array.isArray(records)) return records.flatMap((record) => opened(record, left - 1))
  for (const inner of [
    at(document, "Sns", "Message"),
    messageOf(document),
    dataOf(document),
    at(document, "detail"),
  ])
    if (isFields(inner)) return opened(inner, left - 1)
    else if (typeof inner === "string") {
      const parsed = parsedDocuments(inner)
      if (parsed) return parsed.flatMap((value) => opened(value, left - 1))
    }
  return [document]
}

/** The message of an SNS notification, and the body of an SQS record. */
function messageOf(document: unknown): unknown {
  const isNotification = firstText(document, "Type") === "Notification"
  if (isNotification || at(document, "TopicArn") !== undefined) return at(document, "Message")
  return at(document, "eventSource") === "aws:sqs" ? at(document, "body") : undefined
}

/** The data of a Kinesis record, and of Firehose's, which has nothing else but perhaps its time. */
function dataOf(document: unknown): string | undefined {
  const isFirehose = Object.keys(fieldsOf(document)).every((key) => /^(?:data|recordId|timestamp)$/.test(key))
  const data = at(document, "kinesis", "data") ?? (isFirehose ? at(document, "data") : undefined)
  return typeof data === "string" ? Buffer.from(data, "base64").toString("utf8") : undefined
}

function parsedDocuments(text: string): readonly unknown[] | null {
  try {
    const body = readBody("application/json", text)
    return body.kind === "json" ? body.values.flatMap((value) => value) : null
  } catch {
    return null
  }
}
