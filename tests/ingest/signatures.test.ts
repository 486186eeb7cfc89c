import { createHmac, sign } from "node:crypto"
import { gzipSync } from "node:zlib"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { open, seal } from "#app/auth/sealed-text.server.ts"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import { readSignature } from "#app/domain/sources/signatures/read.server.ts"
import { dropSignature, requireSignature } from "#app/domain/sources/signatures/require.server.ts"
import { inTenant } from "#db/tenant.ts"
import { runReceiver } from "#workers/receiver/main.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"
import { storedOf } from "../support/listeners.ts"
import { selfSigned } from "../support/self-signed.ts"

const { owner: _, ...config } = await testDatabase()
const aws = selfSigned("sns.amazonaws.com")
const stranger = selfSigned("sns.amazonaws.com")
const fetched: string[] = []
let isAway = false
const { port, close, receiver } = await runReceiver({
  port: 0,
  config,
  log: { error: () => {} },
  isKnownAdapter,
  fetchCertificate(url) {
    fetched.push(url)
    return isAway ? Promise.reject(new Error("no route")) : Promise.resolve(aws.cert)
  },
})
afterAll(close)
const { bodies } = storedOf(config)

const topic = "arn:aws:sns:eu-west-1:123456789012:alarms"
const certificateUrl = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem"

function demand(floor: Floor, scheme: string, secret: string) {
  return inTenant(floor.tenant.scope("sources.manage", "sources.read"), (t) =>
    requireSignature(t, floor.sourceId, { scheme, secret }, (text) =>
      seal(text, "source-signature", floor.sourceId),
    ),
  )
}

async function send(floor: Floor, adapter: string, body: BodyInit, headers: Record<string, string> = {}) {
  const answer = await fetch(`http://127.0.0.1:${port}/ingest/v1/${adapter}/${floor.token}`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...headers },
  })
  await answer.text()
  return answer.status
}

type Message = Record<string, string>
const alarm: Message = {
  Type: "Notification",
  MessageId: "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
  TopicArn: topic,
  Subject: "ALARM: cpu",
  Message: JSON.stringify({ AlarmName: "cpu", NewStateValue: "ALARM" }),
  Timestamp: "2026-11-20T08:00:00.000Z",
  SigningCertURL: certificateUrl,
  UnsubscribeURL: "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe",
}

function signedMessage(message: Message, version: "1" | "2", key = aws.key): Message {
  const names =
    message["Type"] === "Notification"
      ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
      : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
  const text = names
    .flatMap((name) => (message[name] === undefined ? [] : [`${name}\n${message[name]}\n`]))
    .join("")
  const signature = sign(version === "1" ? "sha1" : "sha256", Buffer.from(text), key).toString("base64")
  return { ...message, SignatureVersion: version, Signature: signature }
}

const hub = (body: string, secret: string) => ({
  "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
})

test("a demanded signature decides besides the token; what is refused is counted and stored nowhere", async () => {
  const floor = await newFloor("github")
  const body = '{"action":"created","alert":{"number":1}}'
  expect(await send(floor, "github", body)).toBe(202)
  await demand(floor, "github", "a secret of tests")
  // The receiver hears of the change by a word of the database.
  await expect.poll(() => send(floor, "github", body)).toBe(401)
  const before = receiver.stats().answers[401] ?? 0
  expect(await send(floor, "github", body, hub(body, "another secret"))).toBe(401)
  expect(await send(floor, "github", `${body} `, hub(body, "a secret of tests"))).toBe(401)
  expect(await send(floor, "github", body, hub(body, "a secret of tests"))).toBe(202)
  const packed = { ...hub(body, "a secret of tests"), "content-encoding": "gzip" }
  expect(await send(floor, "github", new Uint8Array(gzipSync(body)), packed)).toBe(202)
  expect(receiver.stats().answers[401]).toBe(before + 2)

  const read = () => inTenant(floor.tenant.scope("sources.read"), (t) => readSignature(t, floor.sourceId))
  await expect.poll(async () => (await read())?.refused ?? 0).toBeGreaterThanOrEqual(3)
  const stored = await bodies(floor)
  await inTenant(floor.tenant.scope("sources.manage", "sources.read"), (t) =>
    dropSignature(t, floor.sourceId),
  )
  await expect.poll(() => send(floor, "github", body)).toBe(202)
  // Every delivery without a signature before the demand was seen, the two signed ones, and the last.
  expect((await bodies(floor)).length).toBe(stored.length + 1)
  expect(new Set(await bodies(floor))).toEqual(new Set([body]))
})

test("the secret is sealed for its source, and no way is taken that the tool does not sign in", async () => {
  const floor = await newFloor("pagerduty")
  await expect(demand(floor, "github", "a secret of tests")).rejects.toMatchObject({ code: "invalid" })
  await expect(demand(floor, "pagerduty", "short")).rejects.toMatchObject({ code: "invalid" })
  const sealed = seal("a secret", "source-signature", floor.sourceId)
  expect(open(sealed, "source-signature", floor.sourceId)).toBe("a secret")
  expect(open(sealed, "source-signature", (await newFloor()).sourceId)).toBeNull()
})

const sns = await newFloor("cloudwatch")
await demand(sns, "sns", topic)
const post = (message: object) =>
  send(sns, "cloudwatch", JSON.stringify(message), { "content-type": "text/plain; charset=UTF-8" })
beforeAll(() =>
  vi.waitFor(async () => {
    if ((await post(alarm)) !== 401) throw new Error("the receiver has not heard of it yet")
  }),
)

test.each(["1", "2"] as const)(
  "SNS, SignatureVersion %s: signed by the certificate's key",
  async (version) => {
    expect(await post(signedMessage(alarm, version))).toBe(202)
    const { Subject: _subject, ...bare } = alarm
    expect(await post(signedMessage(bare, version))).toBe(202)
    expect(
      await post(
        signedMessage(
          {
            ...bare,
            Type: "SubscriptionConfirmation",
            Token: "2336412f37fb687f5d51e6e2425c464de",
            SubscribeURL: "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription",
          },
          version,
        ),
      ),
    ).toBe(202)
    expect(new Set(fetched)).toEqual(new Set([certificateUrl]))
    expect(fetched).toHaveLength(1)
  },
)

const good = signedMessage(alarm, "2")
test.each<readonly [string, object]>([
  ["another text", { ...good, Message: '{"AlarmName":"disk"}' }],
  ["another subject", { ...good, Subject: "OK: cpu" }],
  ["another key", signedMessage(alarm, "2", stranger.key)],
  [
    "the handshake of another key",
    signedMessage(
      {
        ...{ ...alarm, Type: "SubscriptionConfirmation", Token: "2336412f37fb687f5d51e6e2425c464de" },
        SubscribeURL: "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription",
      },
      "2",
      stranger.key,
    ),
  ],
  ["the other version", { ...good, SignatureVersion: "1" }],
  ["an unknown version", { ...good, SignatureVersion: "3" }],
  ["something unsigned beside it", { ...good, Records: [{ Sns: alarm }] }],
  ["two messages at once", [good, good]],
  ["another topic", signedMessage({ ...alarm, TopicArn: `${topic}2` }, "2")],
  [
    "another host",
    signedMessage(
      { ...alarm, SigningCertURL: "https://sns.eu-west-1.amazonaws.com.evil.example/a.pem" },
      "2",
    ),
  ],
  [
    "another region's host",
    signedMessage({ ...alarm, SigningCertURL: "https://sns.us-east-1.amazonaws.com/a.pem" }, "2"),
  ],
  [
    "plain http",
    signedMessage({ ...alarm, SigningCertURL: "http://sns.eu-west-1.amazonaws.com/a.pem" }, "2"),
  ],
  [
    "credentials in the link",
    signedMessage({ ...alarm, SigningCertURL: "https://a@sns.eu-west-1.amazonaws.com/a.pem" }, "2"),
  ],
  [
    "no certificate's path",
    signedMessage({ ...alarm, SigningCertURL: "https://sns.eu-west-1.amazonaws.com/" }, "2"),
  ],
])("SNS with %s is refused, and nothing else is fetched", async (_name, message) => {
  expect(await post(message)).toBe(401)
  expect(new Set(fetched)).toEqual(new Set([certificateUrl]))
})

test("SNS is asked to come back while AWS does not give its certificate", async () => {
  isAway = true
  const moved = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-2.pem"
  expect(await post(signedMessage({ ...alarm, SigningCertURL: moved }, "2"))).toBe(503)
  isAway = false
})
