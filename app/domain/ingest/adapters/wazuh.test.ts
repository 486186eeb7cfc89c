import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const readText = (body: string) => normaliseDelivery({ adapterKey: "wazuh", contentType: "text/plain", body })
const read = (body: unknown) => readText(JSON.stringify(body))
const first = (body: unknown) => read(body).events[0]

const alert = {
  timestamp: "2026-04-05T06:07:08.900+0300",
  id: "1775358428.77",
  rule: {
    id: "5763",
    level: 10,
    description: "sshd: brute force trying to get access to the system.",
    groups: ["syslog", "sshd"],
    mitre: { id: ["T1110"], tactic: ["Credential Access"] },
    firedtimes: 3,
  },
  agent: { id: "014", name: "bastion-1", ip: "10.3.0.14" },
  manager: { name: "wazuh-m" },
  location: "/var/log/auth.log",
  full_log: "sshd[991]: Failed password for invalid user ops from 203.0.113.77 port 51111 ssh2",
  data: { srcip: "203.0.113.77", srcuser: "ops" },
}

test("an alert of alerts.json", () => {
  const event = first(alert)
  expect(event).toMatchObject({
    kind: "firing",
    title: "sshd: brute force trying to get access to the system.",
    severity: "medium",
    sourceSeverity: "10",
    externalId: "1775358428.77",
    groupKey: ["5763"],
    rule: "5763",
    asset: "bastion-1",
    category: "security",
    techniques: ["T1110"],
    occurredAt: "2026-04-05T03:07:08.900Z",
    partial: [],
  })
  expect(event?.observables).toEqual([
    { type: "ip", value: "203.0.113.77" },
    { type: "user", value: "ops" },
  ])
})

test.each([
  [0, "low"],
  [6, "low"],
  [7, "medium"],
  [11, "medium"],
  ["12", "high"],
  [14, "high"],
  [15, "critical"],
  [16, "critical"],
])("level %s is %s", (level, severity) =>
  expect(first({ ...alert, rule: { ...alert.rule, level } })?.severity).toBe(severity),
)

test("a level that is no number is the default and is said", () => {
  expect(first({ ...alert, rule: { id: 1, level: "very", description: "x" } })).toMatchObject({
    severity: "medium",
    partial: ["rule.level:default(very)"],
  })
})

test("the id of an alert is not its identity: rule, agent and what it is about are", () => {
  const key = (change: object) => first({ ...alert, ...change })?.dedupeKey
  expect(key({ id: "1775358999.1", timestamp: "2026-04-05T07:00:00Z" })).toEqual(key({}))
  expect(key({ data: { ...alert.data, srcip: "203.0.113.78" } })).not.toEqual(key({}))
  expect(key({ agent: { name: "bastion-2" } })).not.toEqual(key({}))
  expect(key({ data: { srcuser: "x" } })).not.toEqual(key({ data: { dstuser: "x" } }))
})

test("a vulnerability that was solved clears the one that was found, though another rule says so", () => {
  const found = (id: string, status: string) => ({
    ...alert,
    rule: { id, level: 10, description: "CVE-2025-12345 affects libx", groups: ["vulnerability-detector"] },
    data: {
      vulnerability: {
        cve: "CVE-2025-12345",
        status,
        package: { name: "libx" },
        reference: "https://x.example/a",
      },
    },
  })
  const [active, solved] = [first(found("23505", "Active")), first(found("23502", "Solved"))]
  expect([active?.kind, solved?.kind]).toEqual(["firing", "resolved"])
  expect(solved?.dedupeKey).toEqual(active?.dedupeKey)
  expect(active).toMatchObject({ category: "vulnerability", url: "https://x.example/a" })
  expect(active?.observables).toEqual([{ type: "cve", value: "CVE-2025-12345" }])
})

test.each([
  [
    "hits of the indexer",
    {
      hits: {
        hits: [
          { _id: "a", _source: alert },
          { _id: "b", _source: alert },
        ],
      },
    },
    2,
  ],
  ["one hit", { _index: "wazuh-alerts", _source: alert }, 1],
  ["the integrator's summary", { title: "t", text: "x", rule_id: "5763", all_fields: alert }, 1],
  ["a list", [alert, alert], 2],
])("%s", (_name, body, count) => {
  const { events } = read(body)
  expect(events).toHaveLength(count)
  expect(events[0]?.rule).toBe("5763")
})

test("hashes and users where Windows and file integrity put them", () => {
  const md5 = "0".repeat(32)
  const event = first({
    ...alert,
    syscheck: { path: "/etc/hosts", md5_after: md5, event: "modified" },
    data: {
      win: { eventdata: { hashes: `MD5=${"a".repeat(32)},SHA256=${"b".repeat(64)}`, user: "CORP\\kim" } },
    },
    full_log: undefined,
  })
  expect(event?.observables).toEqual([
    { type: "hash", value: md5 },
    { type: "user", value: "CORP\\kim" },
    { type: "hash", value: "a".repeat(32) },
    { type: "hash", value: "b".repeat(64) },
  ])
  expect(event?.labels).toMatchObject({ file: "/etc/hosts", change: "modified" })
})

const log = `** Alert 1775358428.4242: mail  - syslog,sshd,authentication_failed,
2026 Apr 05 06:07:08 (bastion-1) 10.3.0.14->/var/log/auth.log
Rule: 5716 (level 5) -> 'sshd: authentication failed.'
Src IP: 203.0.113.77
User: ops
Apr  5 06:07:08 bastion-1 sshd[991]: Failed password for ops
`

test("blocks of alerts.log; the second of the id is the time, since the date has no zone", () => {
  const { events } = readText(
    `${log}\n${log.replace("(bastion-1) 10.3.0.14", "edge-1").replaceAll("\n", "\r\n")}`,
  )
  expect(events.map((e) => e.asset)).toEqual(["bastion-1", "edge-1"])
  expect(events[0]).toMatchObject({
    title: "sshd: authentication failed.",
    severity: "low",
    externalId: "1775358428.4242",
    occurredAt: "2026-04-05T03:07:08Z",
    description: "Apr  5 06:07:08 bastion-1 sshd[991]: Failed password for ops",
    observables: [
      { type: "ip", value: "203.0.113.77" },
      { type: "user", value: "ops" },
    ],
  })
})

test("archived events are no alerts; another body is unreadable", () => {
  expect(read({ decoder: {}, full_log: "x", agent: { name: "a" } }).ignored).toMatch(/archived/)
  expect(() => read({ a: 1 })).toThrow(/no rule/)
  expect(() => readText("** Alert 1.1: -" + " ".repeat(500_000) + "x".repeat(600))).toThrow(/no rule/)
})

test("the inventory of vulnerabilities tells of the same problem as the alert about it", () => {
  const state = {
    agent: { name: "pc-1" },
    package: { name: "curl", version: "7.1" },
    vulnerability: { id: "CVE-2026-1001", severity: "Critical", detected_at: "2026-01-02T03:04:05.000Z" },
  }
  const expected = {
    severity: "critical",
    asset: "pc-1",
    dedupeKey: ["vulnerability", "pc-1", "CVE-2026-1001", "curl"],
  }
  expect(first({ hits: { hits: [{ _source: state }] } })).toMatchObject({
    ...expected,
    category: "vulnerability",
  })
  const item = {
    cve: "CVE-2026-1001",
    name: "curl",
    severity: "Critical",
    detection_time: "2026-01-02T03:04:05Z",
  }
  expect(
    first({ data: { affected_items: [{ ...item, agent_name: "pc-1", status: "VALID" }] } }),
  ).toMatchObject(expected)
  expect(first({ data: { affected_items: [{ ...item, status: "SOLVED" }] } })?.kind).toBe("resolved")
  expect(read({ data: { affected_items: [] } }).ignored).toMatch(/without entries/)
})

test.each([
  [
    "by syslog",
    "<132>May  1 10:00:00 m ossec: Alert Level: 7; Rule: 550 - Checksum changed.; Location: (pc-1) 10.0.0.1->syscheck; classification: ossec,syscheck; File: /x",
  ],
  [
    "by syslog as JSON",
    '<132>May  1 10:00:00 m ossec: {"crit":7,"id":"550","component":"(pc-1) 10.0.0.1->syscheck","description":"Checksum changed.","message":"File"}',
  ],
  [
    "to Slack",
    JSON.stringify({
      attachments: [
        {
          pretext: "WAZUH Alert",
          title: "Checksum changed.",
          text: "x",
          ts: "1767225600.1",
          fields: [
            { title: "Agent", value: "(001) - pc-1" },
            { title: "Location", value: "syscheck" },
            { title: "Rule ID", value: "550 _(Level 7)_" },
          ],
        },
      ],
    }),
  ],
])("what it forwards %s", (_name, body) =>
  expect(readText(body).events).toMatchObject([
    {
      title: "Checksum changed.",
      severity: "medium",
      asset: "pc-1",
      rule: "550",
      dedupeKey: ["550", "pc-1", "location=syscheck"],
    },
  ]),
)

test("names from the decoders of audit, DNS and web traffic", () =>
  expect(
    first({
      ...alert,
      full_log: null,
      syscheck: { path: "/etc/hosts", audit: { user: { name: "ann" } } },
      data: { http: { hostname: "bad.example.com" }, dns: { rrname: "worse.example.com" } },
    })?.observables.map(({ value }) => value),
  ).toEqual(["ann", "bad.example.com", "worse.example.com"]))
