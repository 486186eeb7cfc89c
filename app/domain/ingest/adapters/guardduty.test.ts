import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "guardduty", contentType: "text/plain", body: JSON.stringify(body) })

const finding = {
  id: "ab",
  type: "Backdoor:EC2/C&CActivity.B!DNS",
  severity: 5,
  title: "i-1 asks for a bad name",
  updatedAt: "2026-01-01T00:00:00.000Z",
  resource: {
    resourceType: "S3Bucket",
    s3BucketDetails: [{ name: "b" }],
    instanceDetails: { instanceId: "i-1" },
  },
  service: { archived: false, action: { dnsRequestAction: { domain: "bad.example.com" } } },
}
const sns = (message: unknown) => ({
  Type: "Notification",
  TopicArn: "arn:aws:sns:x",
  Message: JSON.stringify(message),
})

test.each([
  ["bare", finding],
  ["of EventBridge", { "detail-type": "GuardDuty Finding", detail: finding }],
  ["of SNS", sns(finding)],
  ["of EventBridge in SNS", sns({ detail: finding })],
  ["of SNS in Lambda", { Records: [{ EventSource: "aws:sns", Sns: { Message: JSON.stringify(finding) } }] }],
  ["of SNS in SQS in Lambda", { Records: [{ eventSource: "aws:sqs", body: JSON.stringify(sns(finding)) }] }],
  ["of the API", { Findings: [finding] }],
])("a finding %s", (_name, body) =>
  expect(read(body).events).toMatchObject([
    { externalId: "ab", asset: "b", severity: "medium", kind: "firing", rule: finding.type, partial: [] },
  ]),
)

test.each([
  [1, "low"],
  [3.9, "low"],
  [4, "medium"],
  [6.9, "medium"],
  [7, "high"],
  [8.9, "high"],
  ["9.0", "critical"],
])("severity %s is %s", (given, severity) =>
  expect(read({ ...finding, severity: given }).events[0]?.severity).toBe(severity),
)

test("archived is over", () => {
  const [event] = read({ ...finding, service: { archived: true } }).events
  expect(event).toMatchObject({ kind: "resolved", dedupeKey: ["ab"] })
})

test("a handshake keeps its secret; a clean scan is no alert", () => {
  const handshake = {
    Type: "SubscriptionConfirmation",
    TopicArn: "a",
    Token: "s3cret",
    SubscribeURL: "https://x/s3cret",
  }
  expect(read(handshake).ignored).toMatch(/subscription/)
  expect(read(handshake).ignored).not.toContain("s3cret")
  const scan = (scanResultStatus: string) =>
    read({
      detail: {
        s3ObjectDetails: { bucketName: "b", objectKey: "k" },
        scanResultDetails: { scanResultStatus },
      },
    })
  expect(scan("NO_THREATS_FOUND").ignored).toMatch(/nothing/)
  expect(scan("THREATS_FOUND").events[0]).toMatchObject({ asset: "b", severity: "high" })
  expect(() => read({ a: 1 })).toThrow(/finding/)
})

test("a time whose zone a lake has dropped is UTC", () =>
  expect(read({ ...finding, updatedAt: "2026-01-01 00:00:00.721" }).events[0]).toMatchObject({
    occurredAt: "2026-01-01T00:00:00.721Z",
    partial: [],
  }))

test("an attack of several steps: its resource, techniques and addresses; the protection's state is no finding", () => {
  const sequence = {
    resources: [{ name: "bucket-1" }],
    endpoints: [{ ip: "198.51.100.4" }],
    sequenceIndicators: [{ key: "ATTACK_TECHNIQUE", values: ["T1526", "T1530"] }],
  }
  const service = { archived: false, detection: { sequence } }
  expect(read({ ...finding, resource: { resourceType: "AttackSequence" }, service }).events[0]).toMatchObject(
    {
      asset: "bucket-1",
      techniques: ["T1526", "T1530"],
      observables: [{ type: "ip", value: "198.51.100.4" }],
    },
  )
  expect(read({ detail: { resourceStatus: "ACTIVE", s3BucketDetails: {} } }).ignored).toMatch(/not a finding/)
})

test("who acted, what the sentence names, and what a call was about", () => {
  const [event] = read({
    ...finding,
    description: "Seen: T1098.003 from a Tor exit node 198.51.100.9.",
    resource: {
      resourceType: "KubernetesCluster",
      kubernetesDetails: { kubernetesUserDetails: { username: "system:anonymous" } },
      instanceDetails: {
        networkInterfaces: [{ privateIpAddress: "10.0.0.5", publicDnsName: "x.example.com" }],
      },
    },
    service: {
      action: {
        awsApiCallAction: { affectedResources: { "AWS::IAM::Role": "arn:aws:iam::123456789012:role/R" } },
      },
    },
  }).events
  expect(event).toMatchObject({ asset: "role/R", techniques: ["T1098.003"] })
  expect(event?.observables).toEqual([
    { type: "user", value: "system:anonymous" },
    { type: "ip", value: "10.0.0.5" },
    { type: "ip", value: "198.51.100.9" },
  ])
})
