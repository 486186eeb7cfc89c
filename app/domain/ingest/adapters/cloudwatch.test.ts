import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "cloudwatch", contentType: null, body: JSON.stringify(body) })
const first = (body: unknown) => read(body).events[0]

const arn = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:replica-lag"
const alarm = {
  AlarmName: "replica-lag",
  AlarmArn: arn,
  AWSAccountId: "111122223333",
  NewStateValue: "ALARM",
  NewStateReason: "lag of 10.0.0.9",
  StateChangeTime: "2026-02-01T10:00:00.250+0000",
  Region: "EU (Ireland)",
  Trigger: { Namespace: "AWS/RDS", Dimensions: [{ name: "DBInstanceIdentifier", value: "orders-2" }] },
}
const sns = (message: unknown, more: object = {}) => ({
  Type: "Notification",
  TopicArn: "arn:aws:sns:eu-west-1:111122223333:noc",
  Message: typeof message === "string" ? message : JSON.stringify(message),
  ...more,
})
const bridge = (value: string) => ({
  "detail-type": "CloudWatch Alarm State Change",
  account: "111122223333",
  region: "eu-west-1",
  resources: [arn],
  detail: { alarmName: "replica-lag", state: { value, timestamp: "2026-02-01T11:00:00.000+0000" } },
})

const expected = {
  kind: "firing",
  title: "replica-lag",
  externalId: "replica-lag",
  asset: "orders-2",
  occurredAt: "2026-02-01T10:00:00.250Z",
  dedupeKey: ["111122223333", "replica-lag", "eu-west-1"],
}

test.each([
  ["SNS", sns(alarm)],
  ["raw", alarm],
  ["Lambda", { Records: [{ EventSource: "aws:sns", Sns: sns(alarm) }] }],
  ["SQS", { Records: [{ eventSource: "aws:sqs", body: JSON.stringify(sns(alarm)) }] }],
])("an alarm by %s", (_name, body) => expect(first(body)).toMatchObject(expected))

test("EventBridge and the direct call end the same problem", () => {
  expect(first(bridge("OK"))).toMatchObject({ kind: "resolved", dedupeKey: expected.dedupeKey })
  const { resources: _, detail, ...event } = bridge("OK")
  expect(first({ ...event, accountId: "111122223333", alarmArn: arn, alarmData: detail })).toMatchObject({
    kind: "resolved",
    dedupeKey: expected.dedupeKey,
  })
})

test("the alarms of the API", () =>
  expect(
    read({
      MetricAlarms: [{ ...alarm, StateValue: "OK", NewStateValue: null }],
      CompositeAlarms: [alarm],
    }).events.map((e) => e.kind),
  ).toEqual(["resolved", "firing"]))

test("no data is neither", () =>
  expect(first(sns({ ...alarm, NewStateValue: "INSUFFICIENT_DATA" }))?.kind).toBe("info"))

test("a handshake is ignored, without its secrets", () => {
  const { ignored } = read({
    Type: "SubscriptionConfirmation",
    Token: "s3cr3t",
    SubscribeURL: "https://x/?Token=s3cr3t",
  })
  expect(ignored).toMatch(/handshake/)
  expect(ignored).not.toMatch(/s3cr3t|https/)
})

test("other notices are ignored; another tool's body is unreadable", () => {
  expect(read({ "detail-type": "EC2 Instance State-change Notification", detail: {} }).ignored).toMatch(/EC2/)
  expect(read(sns("hello")).ignored).toMatch(/without JSON/)
  expect(() => read({ a: 1 })).toThrow(/no AlarmName/)
})

test("drift is kept and marked", () =>
  expect(first({ AlarmArn: arn })).toMatchObject({
    title: "replica-lag",
    kind: "firing",
    partial: ["AlarmName", "NewStateValue"],
  }))

test("a change of an alarm's configuration is no alert, but its deletion ends it", () => {
  const change = (operation: string) => ({
    ...bridge("ALARM"),
    "detail-type": "CloudWatch Alarm Configuration Change",
    detail: { ...(bridge("ALARM") as { detail: object }).detail, operation },
  })
  expect(read(change("update")).ignored).toMatch(/Configuration Change/)
  expect(first(change("delete"))).toMatchObject({
    kind: "resolved",
    dedupeKey: first(bridge("ALARM"))?.dedupeKey,
  })
})

test.each([
  [{ Records: [{ eventSource: "aws:s3", s3: {} }] }, /aws:s3/],
  [{ Records: [{ eventSource: "aws:sqs", body: "hello" }] }, /aws:sqs/],
  [{ awslogs: { data: "H4sI" } }, /awslogs/],
])("%o is of another service", (body, why) => expect(read(body).ignored).toMatch(why))

test("a time that is empty is looked for elsewhere", () =>
  expect(
    first({ AlarmName: "a", StateChangeTime: "", StateUpdatedTimestamp: "2026-01-01T00:00:00Z" })?.occurredAt,
  ).toBe("2026-01-01T00:00:00Z"))

test("of several dimensions the one that names a resource is the asset", () => {
  const Dimensions = [
    { name: "StorageType", value: "StandardStorage" },
    { name: "BucketName", value: "backups" },
  ]
  expect(first({ AlarmName: "a", NewStateValue: "ALARM", Trigger: { Dimensions } })?.asset).toBe("backups")
})
