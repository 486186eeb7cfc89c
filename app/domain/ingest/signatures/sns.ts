import { verify, X509Certificate } from "node:crypto"
import { readBody } from "../body.ts"
import { firstText, isFields } from "../fields.ts"
import { topicArn } from "../sns-confirmation.ts"

/** A message of SNS that still has to be compared with its certificate's key. */
export type SnsSigned = {
  /** Surely on the SNS host of the topic's region. */
  readonly certificateUrl: string
  readonly hash: "sha1" | "sha256"
  readonly text: string
  readonly signature: Buffer
}

const notification = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
const handshake = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
const known = new Set([
  ...notification,
  ...handshake,
  "MessageAttributes",
  "Signature",
  "SignatureVersion",
  "SigningCertURL",
  "UnsubscribeURL",
])

/**
 * What SNS signed of a message, where it is one of this very topic: anybody with an account at AWS can have AWS sign
 * messages of topics of their own. Null for anything else.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export function readSnsSigned(body: string, topic: string): SnsSigned | null {
  const document = documentOf(body)
  const type = firstText(document, "Type") ?? ""
  const version = firstText(document, "SignatureVersion")
  const given = firstText(document, "Signature") ?? ""
  const certificateUrl = certificateOf(firstText(document, "SigningCertURL"), topic)
  if (firstText(document, "TopicArn") !== topic || !certificateUrl) return null
  if ((version !== "1" && version !== "2") || !/^[A-Za-z0-9+/=]{64,1400}$/.test(given)) return null
  const names = type === "Notification" ? notification : handshake
  if (names === handshake && !/^(?:Subscription|Unsubscribe)Confirmation$/.test(type)) return null
  const fields = names.map((name) => [name, textOf(document, name)] as const)
  if (fields.some(([name, value]) => value === null && name !== "Subject")) return null
  const text = fields.flatMap(([name, value]) => (value === null ? [] : [`${name}\n${value}\n`])).join("")
  return {
    certificateUrl,
    hash: version === "1" ? "sha1" : "sha256",
    text,
    signature: Buffer.from(given, "base64"),
  }
}

/** @param pem the certificate that was fetched from `certificateUrl` @param now epoch milliseconds */
export function isSignedBySns({ hash, text, signature }: SnsSigned, pem: string, now: number): boolean {
  try {
    const certificate = new X509Certificate(pem)
    const isValid = Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo)
    return isValid && verify(hash, Buffer.from(text, "utf8"), certificate.publicKey, signature)
  } catch {
    return false
  }
}

/** Https on `sns.<region of the topic>.amazonaws.com`, by the parsed host, without port, name or query. */
function certificateOf(link: string | null, topic: string): string | null {
  const [, partition, region] = topicArn.exec(topic) ?? []
  if (link === null || link.length > 500 || !region || !URL.canParse(link)) return null
  const url = new URL(link)
  const host = `sns.${region}.amazonaws.com${partition === "aws-cn" ? ".cn" : ""}`
  const isPlain = url.username === "" && url.password === "" && url.port === "" && url.search === ""
  const leadsThere = url.protocol === "https:" && url.hostname === host && isPlain
  return leadsThere && /^\/[\w-]{1,200}\.pem$/.test(url.pathname) ? url.toString() : null
}

/** The value as it was signed: to the byte, not trimmed. */
function textOf(document: unknown, name: string): string | null {
  const value = isFields(document) ? document[name] : null
  return typeof value === "string" ? value : null
}

function documentOf(body: string): unknown {
  try {
    const read = readBody("application/json", body)
    const [document, ...more] = read.kind === "json" ? read.values : []
    // What is not signed must not be read either: nothing may stand beside the message.
    const isAlone =
      more.length === 0 && isFields(document) && Object.keys(document).every((key) => known.has(key))
    return isAlone ? document : null
  } catch {
    return null
  }
}
