import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "thinkst-canary", contentType: null, body: JSON.stringify(body) })
const webhook = (change: object = {}) => ({
  AlertType: "CanaryIncident",
  CanaryName: "c",
  Description: "SSH login attempted",
  IncidentKey: "incident:ssh:1",
  SourceIP: "203.0.113.5",
  Timestamp: "2026-01-01 00:00:00 (UTC)",
  ...change,
})

test("an incident, its reminder and its acknowledgement are one problem", () => {
  const [raised] = read(webhook()).events
  expect(raised).toMatchObject({
    kind: "firing",
    severity: "high",
    asset: "c",
    occurredAt: "2026-01-01T00:00:00Z",
    partial: [],
  })
  expect(read(webhook({ Reminder: "again" })).events[0]?.dedupeKey).toEqual(raised?.dedupeKey)
  const api = {
    incidents: [
      {
        id: "incident:ssh:1",
        description: {
          description: "SSH",
          acknowledged: "True",
          src_host: "203.0.113.5",
          created: "1767225600",
        },
      },
    ],
  }
  expect(read(api).events[0]).toMatchObject({ kind: "resolved", dedupeKey: raised?.dedupeKey })
})

test("a Canary that is lost and found", () => {
  const [lost] = read(webhook({ Description: "Canary Disconnected", IncidentKey: "x" })).events
  const [found] = read(webhook({ Description: "Canary Reconnected", IncidentKey: "y" })).events
  expect([lost?.kind, found?.kind, lost?.discipline]).toEqual(["firing", "resolved", "noc"])
  expect(found?.dedupeKey).toEqual(lost?.dedupeKey)
})

test("tokens, OpenCanary, tests, passwords", () => {
  const token = {
    manage_url: "https://canarytokens.org/m",
    memo: "key in wiki",
    channel: "AWS",
    src_ip: "203.0.113.6",
    token: "t",
  }
  expect(read(token).events[0]).toMatchObject({
    title: "AWS: key in wiki",
    dedupeKey: ["AWS", "t", "203.0.113.6"],
  })
  expect(read({ ...token, memo: "Congrats! The newly saved webhook works" }).ignored).toMatch(/test/)
  expect(read({ logtype: 4002, node_id: "oc", src_host: "203.0.113.7" }).events).toHaveLength(1)
  expect(read({ logtype: 1001, node_id: "oc", logdata: { msg: "started" } }).ignored).toMatch(/own/)
  const secret = webhook({
    AdditionalDetails: [
      ["Password", "hunter2"],
      ["User", "ann"],
    ],
  })
  expect(JSON.stringify(read(secret).events)).not.toContain("hunter2")
  expect(read(webhook({ SourceIP: null })).events[0]?.partial).toEqual(["source"])
  expect(() => read({ a: 1 })).toThrow(/Canary/)
})

test("a token has no machine of its own; a short notice has its source in its id", () => {
  const token = read({
    incident_id: "i",
    name: "N/A",
    memo: "link",
    description: "Canarytoken triggered",
    src_host: "203.0.113.7",
  })
  expect(token.events[0]).toMatchObject({
    asset: null,
    title: "Canarytoken triggered: link",
    groupKey: [null, "link"],
  })
  const short = read({
    incident_id: "incident:rdplogin:ab:203.0.113.7:1767323045",
    summary: "RDP Login Attempt",
    timestamp: "1767323045",
  })
  expect(short.events[0]).toMatchObject({ partial: [], observables: [{ type: "ip", value: "203.0.113.7" }] })
})

test("OpenCanary's numbers have names", () =>
  expect(read({ logtype: 4002, node_id: "oc", src_host: "203.0.113.7" }).events[0]).toMatchObject({
    title: "SSH login attempt: oc",
    partial: [],
  }))

test("what was asked for by which name, and who asked", () =>
  expect(
    read({
      incident_id: "i",
      description: "HTTP Proxy Request",
      src_host: "203.0.113.5",
      name: "c",
      URL: "https://www.example.org/secret",
      HOSTNAME: "proxy.example.org",
      USER: "ann",
    }).events[0]?.observables.map(({ value }) => value),
  ).toEqual(["203.0.113.5", "proxy.example.org", "https://www.example.org/secret", "www.example.org", "ann"]))
