import { sql } from "drizzle-orm"
import { afterAll, expect, test } from "vitest"
import { seal } from "#app/auth/sealed-text.server.ts"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import { requireSignature } from "#app/domain/sources/signatures/require.server.ts"
import { listSubscriptions } from "#app/domain/sources/subscriptions/read.server.ts"
import { confirmSubscription, type Visit } from "#app/http/confirm-subscription.server.ts"
import type { DeliveryId } from "#app/kernel/ids.ts"
import { err, ok } from "#app/kernel/result.ts"
import { inTenant, type TenantTx } from "#db/tenant.ts"
import { runReceiver } from "#workers/receiver/main.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"
import { staff } from "../support/staff.ts"

const { owner: _, ...config } = await testDatabase()
const { port, close } = await runReceiver({
  port: 0,
  config,
  log: { error: () => {} },
  isKnownAdapter,
  fetchCertificate: () => Promise.reject(new Error("no certificate is needed here")),
})
afterAll(close)

const arn = "arn:aws:sns:us-east-1:123456789012:alarms"
const host = "https://sns.us-east-1.amazonaws.com"
const query = `?Action=ConfirmSubscription&TopicArn=${arn}&Token=s3cret`
const asks = (SubscribeURL = `${host}/${query}`) => ({
  ...{ Type: "SubscriptionConfirmation", TopicArn: arn, Token: "s3cret", SubscribeURL },
  SigningCertURL: `${host}/SimpleNotificationService-1.pem`,
})

/** A stand-in for the visit: keeps where it was sent. */
function visitor(answer: Awaited<ReturnType<Visit>> = ok(`${arn}:1`)) {
  const visited: string[] = []
  const visit: Visit = (link) => (visited.push(link), Promise.resolve(answer))
  return { visited, visit }
}

const manage = <T>(floor: Floor, work: (t: TenantTx<"sources.manage" | "sources.read">) => Promise<T>) =>
  inTenant(floor.tenant.scope("sources.manage", "sources.read"), work)
const list = (floor: Floor) => manage(floor, (t) => listSubscriptions(t, floor.sourceId))
const confirm = (floor: Floor, delivery: DeliveryId, visit: Visit, who = staff("admin")) =>
  confirmSubscription(who, { source: floor.sourceId, delivery }, visit)

async function asked(...questions: readonly object[]) {
  const floor = await newFloor("cloudwatch")
  const ids = await floor.send(questions)
  await floor.drain()
  return { floor, ids }
}

test("a topic's question waits for a person; AWS is asked once, and the answer stands on the page without its token", async () => {
  const { floor, ids } = await asked(asks())
  expect(await floor.alerts()).toEqual([])
  const untouched = { delivery: ids[0], topicArn: arn, objection: null, confirmedAt: null, refusal: null }
  expect(await list(floor)).toMatchObject([untouched])

  const no = visitor(err("AWS says: Invalid token"))
  expect(await confirm(floor, ids[0]!, no.visit)).toEqual({
    topicArn: arn,
    failed: "AWS says: Invalid token",
  })
  expect(await list(floor)).toMatchObject([
    { confirmedAt: null, refusal: { why: "AWS says: Invalid token" } },
  ])

  const yes = visitor()
  expect(await confirm(floor, ids[0]!, yes.visit)).toEqual({ topicArn: arn, failed: null })
  expect([no.visited, yes.visited]).toEqual([[`${host}/${query}`], [`${host}/${query}`]])
  expect(await list(floor)).toMatchObject([{ confirmedAt: expect.anything(), refusal: null }])
  const audit = JSON.stringify(
    await manage(floor, (t) => t.sql.execute(sql`select after::text from audit_entries`)),
  )
  expect(audit).toContain(`${arn}:1`)
  expect(audit).not.toContain("s3cret")
})

test.each([
  ["the host as the beginning of another", `https://sns.us-east-1.amazonaws.com.evil.example/${query}`],
  ["the host as a name", `https://sns.us-east-1.amazonaws.com@evil.example/${query}`],
  ["the host as a name and password", `https://sns.us-east-1.amazonaws.com:443@evil.example/${query}`],
  ["a name before the host", `https://a:b@sns.us-east-1.amazonaws.com/${query}`],
  ["an encoded @", `https://evil.example%40sns.us-east-1.amazonaws.com/${query}`],
  ["a backslash", `https://evil.example\\@sns.us-east-1.amazonaws.com/${query}`],
  ["a fragment", `https://evil.example#@sns.us-east-1.amazonaws.com/${query}`],
  ["a full-width dot", `https://sns.us-east-1.amazonaws.com。evil.example/${query}`],
  ["a dot at the end", `https://sns.us-east-1.amazonaws.com./${query}`],
  ["a host below it", `https://evil.sns.us-east-1.amazonaws.com/${query}`],
  ["a bucket of that name", `https://sns.us-east-1.s3.amazonaws.com/${query}`],
  ["China's host", `https://sns.us-east-1.amazonaws.com.cn/${query}`],
  ["another region", `https://sns.eu-west-1.amazonaws.com/${query}`],
  ["another port", `https://sns.us-east-1.amazonaws.com:8443/${query}`],
  ["the port of http", `https://sns.us-east-1.amazonaws.com:80/${query}`],
  ["http", `http://sns.us-east-1.amazonaws.com/${query}`],
  ["another scheme", `ftp://sns.us-east-1.amazonaws.com/${query}`],
  ["a script", `javascript:fetch("${host}/${query}")`],
  ["no scheme", `//sns.us-east-1.amazonaws.com/${query}`],
  ["the metadata service", `https://169.254.169.254/${query}`],
  ["this machine", `https://127.0.0.1/${query}`],
  ["this machine as a number", `https://2130706433/${query}`],
  ["this machine in IPv6", `https://[::ffff:127.0.0.1]/${query}`],
  ["another action", `${host}/?Action=Unsubscribe&TopicArn=${arn}&Token=s3cret`],
  [
    "an action given twice",
    `${host}/?Action=Unsubscribe&Action=ConfirmSubscription&TopicArn=${arn}&Token=s3cret`,
  ],
  ["a second action behind it", `${host}/${query}&Action=Unsubscribe`],
  ["a second topic behind it", `${host}/${query}&TopicArn=arn:aws:sns:us-east-1:999999999999:theirs`],
  ["a path", `${host}/elsewhere${query}`],
])("a link with %s is never visited, and the page says why", async (_name, link) => {
  const { floor, ids } = await asked(asks(link))
  const { visited, visit } = visitor()
  await expect(confirm(floor, ids[0]!, visit)).rejects.toMatchObject({ code: "invalid" })
  expect(visited).toEqual([])
  expect(await list(floor)).toMatchObject([
    { topicArn: null, objection: expect.stringMatching(/\w/), confirmedAt: null },
  ])
})

test("nobody confirms what another client was asked, or without managing its sources", async () => {
  const { floor, ids } = await asked(asks())
  const stranger = await newFloor("cloudwatch")
  const { visited, visit } = visitor()
  await expect(confirm(stranger, ids[0]!, visit)).rejects.toMatchObject({ code: "not_found" })
  const theirs = staff("admin", [stranger.tenant.id])
  await expect(confirm(floor, ids[0]!, visit, theirs)).rejects.toMatchObject({ code: "not_found" })
  await expect(confirm(floor, ids[0]!, visit, staff("analyst"))).rejects.toMatchObject({
    code: "forbidden",
  })
  expect(visited).toEqual([])
})

test("where signatures are demanded, a forged question is not let in, and an older one has to be asked again", async () => {
  const { floor, ids } = await asked(asks())
  await manage(floor, (t) =>
    requireSignature(t, floor.sourceId, { scheme: "sns", secret: arn }, (text) =>
      seal(text, "source-signature", floor.sourceId),
    ),
  )
  const forge = async () =>
    (
      await fetch(`http://127.0.0.1:${port}/ingest/v1/cloudwatch/${floor.token}`, {
        method: "POST",
        body: JSON.stringify({ ...asks(), SignatureVersion: "2", Signature: "Zm9yZ2Vk", forged: "x" }),
        headers: { "content-type": "text/plain; charset=UTF-8" },
      })
    ).status
  // A body that is not exactly what SNS sends is refused before anything is fetched.
  await expect.poll(forge).toBe(401)
  const { visited, visit } = visitor()
  await expect(confirm(floor, ids[0]!, visit)).rejects.toMatchObject({ code: "invalid" })
  expect(visited).toEqual([])
  expect((await list(floor)).map(({ objection }) => objection)).toEqual([
    expect.stringMatching(/let the topic ask again/),
  ])
})
