import { createHmac, timingSafeEqual } from "node:crypto"
import { type SignedDelivery, toleranceSeconds } from "./signature.ts"

/** GitHub: `sha256=` and the hex HMAC of the body. @see https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries */
export function isSignedAsGithub({ body, header, secret }: SignedDelivery): boolean {
  const given = header("x-hub-signature-256") ?? ""
  return given.startsWith("sha256=") && isHex(given.slice(7), digest(secret, body))
}

/** PagerDuty v3: one `v1=` for each secret of now, parted by commas. @see https://developer.pagerduty.com/docs/verifying-webhook-signatures */
export function isSignedAsPagerduty({ body, header, secret }: SignedDelivery): boolean {
  return partsOf(header("x-pagerduty-signature"), "v1").some((hex) => isHex(hex, digest(secret, body)))
}

/** Sentry: the hex HMAC of the body. @see https://docs.sentry.io/integrations/integration-platform/webhooks/ */
export function isSignedAsSentry({ body, header, secret }: SignedDelivery): boolean {
  return isHex(header("sentry-hook-signature") ?? "", digest(secret, body))
}

/** Grafana, without its optional timestamp header: the hex HMAC of the body. */
export function isSignedAsGrafana({ body, header, secret }: SignedDelivery): boolean {
  return isHex(header("x-grafana-alerting-signature") ?? "", digest(secret, body))
}

/** Stripe and those who took it over: `t=…,v1=…` over the moment, a dot and the body. */
export function isSignedAsStripe({ body, header, secret, nowSeconds }: SignedDelivery): boolean {
  const given = header("stripe-signature") ?? header("x-signature")
  const [at] = partsOf(given, "t")
  if (!isNear(at, nowSeconds)) return false
  const expected = digest(secret, `${at}.`, body)
  return partsOf(given, "v1").some((hex) => isHex(hex, expected))
}

/** Slack: `v0=` over the version, the moment and the body, parted by colons. */
export function isSignedAsSlack({ body, header, secret, nowSeconds }: SignedDelivery): boolean {
  const at = header("x-slack-request-timestamp") ?? undefined
  const given = header("x-slack-signature") ?? ""
  return (
    isNear(at, nowSeconds) &&
    given.startsWith("v0=") &&
    isHex(given.slice(3), digest(secret, `v0:${at}:`, body))
  )
}

/** Standard Webhooks: base64 over id, moment and body; the secret is base64 behind `whsec_`. @see https://www.standardwebhooks.com */
export function isSignedAsStandard({ body, header, secret, nowSeconds }: SignedDelivery): boolean {
  const [id, at] = [header("webhook-id"), header("webhook-timestamp") ?? undefined]
  if (!id || !isNear(at, nowSeconds)) return false
  const expected = digest(standardKey(secret), `${id}.${at}.`, body)
  return (header("webhook-signature") ?? "")
    .split(" ", maxParts)
    .some((part) => part.startsWith("v1,") && isSame(Buffer.from(part.slice(3), "base64"), expected))
}

function standardKey(secret: string): Buffer {
  return Buffer.from(secret.replace(/^whsec_/, ""), "base64")
}

/** Enough for secrets that are being changed; a header of thousands is no signature. */
const maxParts = 10

function partsOf(header: string | null, name: string): string[] {
  return (header ?? "")
    .split(",", maxParts)
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1))
}

function isNear(at: string | undefined, nowSeconds: number): at is string {
  return at !== undefined && /^\d{1,12}$/.test(at) && Math.abs(Number(at) - nowSeconds) <= toleranceSeconds
}

function digest(key: string | Buffer, ...parts: readonly (string | Buffer)[]): Buffer {
  const hmac = createHmac("sha256", key)
  for (const part of parts) hmac.update(part)
  return hmac.digest()
}

function isHex(given: string, expected: Buffer): boolean {
  return /^[\da-f]{64}$/i.test(given) && isSame(Buffer.from(given, "hex"), expected)
}

function isSame(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected)
}
