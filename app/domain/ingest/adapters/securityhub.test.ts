import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "securityhub", contentType: null, body: JSON.stringify(body) })
const first = (change: object) => read({ Findings: [{ ...finding, ...change }] }).events[0]

const finding = {
  Id: "arn:f/1",
  ProductArn: "arn:p",
  GeneratorId: "g",
  Title: "T",
  Severity: { Label: "LOW" },
  RecordState: "ACTIVE",
  Workflow: { Status: "NEW" },
  UpdatedAt: "2026-01-01T00:00:00Z",
  Resources: [{ Id: "arn:aws:s3:::bucket" }],
}

test("a finding", () =>
  expect(first({})).toMatchObject({
    kind: "firing",
    sourceStatus: "NEW",
    severity: "low",
    asset: "bucket",
    dedupeKey: ["arn:f/1"],
    partial: [],
  }))

test.each([
  [{ Label: "CRITICAL" }, "critical"],
  [{ Label: "INFORMATIONAL", Normalized: 90 }, "info"],
  [{ Normalized: 39 }, "low"],
  [{ Normalized: "40" }, "medium"],
  [{ Normalized: 90 }, "critical"],
  [{}, "medium"],
])("severity %o is %s", (Severity, severity) => expect(first({ Severity })?.severity).toBe(severity))

test.each([
  [{ RecordState: "ARCHIVED" }, "resolved"],
  [{ Workflow: { Status: "RESOLVED" } }, "resolved"],
  [{ Workflow: { Status: "NOTIFIED" } }, "firing"],
  [{ Compliance: { Status: "PASSED" } }, "resolved"],
  [{ Compliance: { Status: "FAILED" } }, "firing"],
])("%o is %s", (change, kind) => expect(first(change)?.kind).toBe(kind))

test("the second version sends OCSF; lists may be empty; drift is marked", () => {
  const ocsf = { class_uid: 2003, severity_id: 4, finding_info: { uid: "u", title: "O" }, status: "New" }
  expect(read({ "detail-type": "Findings Imported V2", detail: { findings: [ocsf] } }).events[0]?.title).toBe(
    "O",
  )
  expect(read({ Findings: [] }).ignored).toMatch(/without/)
  expect(first({ Title: null, Resources: "x" })?.partial).toEqual(["Title", "Resources.Id"])
  expect(() => read({ a: 1 })).toThrow(/ProductArn/)
})

test.each([
  [
    { GeneratorId: "arn:aws:guardduty:eu-west-1:1:detector/d", Types: ["TTPs/Discovery/Recon:EC2-Portscan"] },
    "Recon:EC2-Portscan",
  ],
  [{ GeneratorId: "AWSInspector", Vulnerabilities: [{ Id: "CVE-2026-1001" }] }, "CVE-2026-1001"],
  [{ GeneratorId: "rule-x" }, "rule-x"],
])("%o is grouped by what it found", (change, rule) =>
  expect(first(change)).toMatchObject({ rule, groupKey: [rule] }),
)

test("an account is its number; a time without a zone is UTC", () =>
  expect(
    first({ Resources: [{ Id: "AWS::::Account:123456789012" }], UpdatedAt: "2026-01-02 03:04:05.000" }),
  ).toMatchObject({ asset: "123456789012", occurredAt: "2026-01-02T03:04:05.000Z" }))

test("the data of Kinesis and of Firehose", () => {
  const data = Buffer.from(JSON.stringify({ detail: { findings: [finding] } })).toString("base64")
  expect(read({ Records: [{ eventSource: "aws:kinesis", kinesis: { data } }] }).events).toHaveLength(1)
  expect(read({ requestId: "r", timestamp: 1, records: [{ data }] }).events).toHaveLength(1)
})

test("a finding of Inspector by its own names", () => {
  const own = (change: object) => ({
    awsAccountId: "1",
    findingArn: "arn:aws:inspector2:eu-west-1:1:finding/f",
    severity: "UNTRIAGED",
    status: "ACTIVE",
    title: "CVE-2026-1001 - openssl",
    type: "PACKAGE_VULNERABILITY",
    updatedAt: "2026-01-02T03:04:05Z",
    packageVulnerabilityDetails: {
      vulnerabilityId: "CVE-2026-1001",
      relatedVulnerabilities: ["CVE-2026-1002"],
    },
    resources: [{ id: "i-1", type: "AWS_EC2_INSTANCE" }],
    ...change,
  })
  expect(read({ findings: [own({})] }).events[0]).toMatchObject({
    kind: "firing",
    severity: "medium",
    asset: "i-1",
    category: "vulnerability",
    externalId: "arn:aws:inspector2:eu-west-1:1:finding/f",
    occurredAt: "2026-01-02T03:04:05Z",
    observables: [
      { type: "cve", value: "CVE-2026-1001" },
      { type: "cve", value: "CVE-2026-1002" },
    ],
    partial: [],
    defaulted: [],
  })
  expect(read({ detail: own({ status: "CLOSED" }) }).events[0]?.kind).toBe("resolved")
})

test("whom GuardDuty saw stands in the names of its product's fields", () => {
  const action = "aws/guardduty/service/action"
  const ProductFields = {
    [`${action}/networkConnectionAction/remoteIpDetails/ipAddressV4`]: "198.51.100.7",
    [`${action}/dnsRequestAction/domain`]: "bad.example.com",
  }
  const Resources = [{ Id: "i", Details: { AwsIamAccessKey: { UserName: "ann" } } }]
  expect(first({ ProductFields, Resources })?.observables).toEqual([
    { type: "ip", value: "198.51.100.7" },
    { type: "domain", value: "bad.example.com" },
    { type: "user", value: "ann" },
  ])
})

test.each(["arn:aws:ec2:us-east-1:1:instance/i-1", "arn:aws::ec2:us-east-1:1:instance/i-1", "i-1"])(
  "%s is the instance i-1",
  (Id) => expect(first({ Resources: [{ Id }] })?.asset).toBe("i-1"),
)

test("what to pivot on: domains, threats, what GuardDuty says in the fields of the product, who acted", () => {
  const found = first({
    Network: { DestinationDomain: "bad.example.com" },
    Threats: [{ FilePaths: [{ Hash: "a1".repeat(32) }] }],
    ProductFields: { "aws/guardduty/service/action/remoteIpDetails/ipAddressV4": "198.51.100.9" },
    Resources: [
      { Id: "i-1", Details: { IpV4Addresses: ["10.0.0.5"] } },
      { Id: "k", Details: { AwsIamAccessKey: { UserName: "ann" } } },
    ],
  })?.observables
  expect(found?.map(({ value }) => value).sort()).toEqual([
    "10.0.0.5",
    "198.51.100.9",
    "a1".repeat(32),
    "ann",
    "bad.example.com",
  ])
})
