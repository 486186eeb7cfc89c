import { createHmac } from "node:crypto"
import { expect, test } from "vitest"
import { signatures, type SignatureKey } from "./registry.ts"

const secret = "c2VjcmV0LW9mLXRlc3RzLTEyMw=="
const body = Buffer.from('{"title":"Disk full"}')
const nowSeconds = 1_790_000_000
const hmac = (text: string, key: string | Buffer = secret) => createHmac("sha256", key).update(text)
const hex = (text: string) => hmac(text).digest("hex")
const base64Key = Buffer.from(secret, "base64")

const signed: Record<Exclude<SignatureKey, "sns">, (at: number) => Record<string, string>> = {
  github: () => ({ "x-hub-signature-256": `sha256=${hex(String(body))}` }),
  pagerduty: () => ({ "x-pagerduty-signature": `v1=${"0".repeat(64)}, v1=${hex(String(body))}` }),
  sentry: () => ({ "sentry-hook-signature": hex(String(body)) }),
  grafana: () => ({ "x-grafana-alerting-signature": hex(String(body)) }),
  stripe: (at) => ({ "stripe-signature": `t=${at},v1=${hex(`${at}.${body}`)},v0=old` }),
  slack: (at) => ({
    "x-slack-request-timestamp": String(at),
    "x-slack-signature": `v0=${hex(`v0:${at}:${body}`)}`,
  }),
  standard: (at) => ({
    "webhook-id": "msg_1",
    "webhook-timestamp": String(at),
    "webhook-signature": `v1a,none v1,${hmac(`msg_1.${at}.${body}`, base64Key).digest("base64")}`,
  }),
}
const ways = Object.keys(signed) as (keyof typeof signed)[]
const timed = ["stripe", "slack", "standard"] as const

const check = (way: keyof typeof signed, headers: Record<string, string>, change: object = {}) =>
  signatures[way].isSigned({ body, header: (name) => headers[name] ?? null, secret, nowSeconds, ...change })

test.each(ways)("%s: what was signed is believed, and nothing else", (way) => {
  const headers = signed[way](nowSeconds)
  expect(check(way, headers)).toBe(true)
  expect(check(way, headers, { body: Buffer.from('{"title":"Disk fine"}') })).toBe(false)
  expect(check(way, headers, { secret: "YW5vdGhlci1zZWNyZXQtMTIz" })).toBe(false)
  expect(check(way, {})).toBe(false)
  for (const junk of [
    "",
    "sha256=",
    "v1=",
    "v1,",
    "v0=",
    "t=,v1=",
    "0".repeat(64),
    `sha256=${"g".repeat(64)}`,
  ])
    for (const name of Object.keys(headers))
      expect(check(way, { ...headers, [name]: junk }), `${name}: ${junk}`).toBe(false)
})

test.each(timed)("%s: a recording of six minutes ago is not believed", (way) => {
  expect(check(way, signed[way](nowSeconds - 360))).toBe(false)
  expect(check(way, signed[way](nowSeconds + 360))).toBe(false)
  expect(check(way, signed[way](nowSeconds - 240))).toBe(true)
})

// The example of GitHub's own page on validating deliveries.
test("GitHub's published example holds", () => {
  const published = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
  const given = { body: Buffer.from("Hello, World!"), secret: "It's a Secret to Everybody" }
  expect(check("github", { "x-hub-signature-256": published }, given)).toBe(true)
})
