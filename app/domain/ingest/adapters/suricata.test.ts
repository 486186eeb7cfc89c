import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (...lines: readonly unknown[]) =>
  normaliseDelivery({
    adapterKey: "suricata",
    contentType: null,
    body: lines.map((line) => JSON.stringify(line)).join("\n"),
  })
const first = (...lines: readonly unknown[]) => read(...lines).events[0]

const alert = {
  timestamp: "2026-05-06T07:08:09.101112+0200",
  flow_id: 991,
  event_type: "alert",
  src_ip: "198.51.100.4",
  src_port: 40001,
  dest_ip: "10.9.0.3",
  dest_port: 25,
  proto: "TCP",
  app_proto: "smtp",
  host: "sensor-2",
  alert: {
    action: "blocked",
    gid: 1,
    signature_id: 9000123,
    rev: 4,
    signature: "LOCAL Suspicious attachment",
    category: "Potentially Bad Traffic",
    severity: 2,
    metadata: { mitre_technique_id: ["T1566"], mitre_tactic_id: ["TA0001"] },
  },
  smtp: { mail_from: "<billing@pay.example>" },
  fileinfo: { sha256: "AB".repeat(32) },
}

test("an alert", () => {
  const event = first(alert)
  expect(event).toMatchObject({
    kind: "firing",
    title: "LOCAL Suspicious attachment",
    description: "Potentially Bad Traffic · TCP 198.51.100.4:40001 → 10.9.0.3:25 · smtp",
    severity: "medium",
    sourceSeverity: "2",
    sourceStatus: "blocked",
    dedupeKey: ["1", "9000123", "198.51.100.4", "10.9.0.3"],
    groupKey: ["1", "9000123"],
    occurredAt: "2026-05-06T05:08:09.101112Z",
    asset: "sensor-2",
    rule: "1:9000123",
    techniques: ["T1566"],
    partial: [],
  })
  expect(event?.observables).toEqual([
    { type: "ip", value: "198.51.100.4" },
    { type: "ip", value: "10.9.0.3" },
    { type: "hash", value: "ab".repeat(32) },
    { type: "mail", value: "billing@pay.example" },
  ])
})

test("one flow to the next is the same problem; another target is not", () => {
  const key = (change: object) => first({ ...alert, ...change })?.dedupeKey
  expect(key({ flow_id: 992, src_port: 40002 })).toEqual(key({}))
  expect(key({ dest_ip: "10.9.0.4" })).not.toEqual(key({}))
})

test("of lines of all kinds, alerts alone are alerts", () => {
  const flow = { event_type: "flow", src_ip: "10.0.0.1", alerted: true }
  expect(read(flow, alert, { event_type: "stats" }, { ...alert, dest_ip: null }).events).toHaveLength(2)
  expect(read(flow, { event_type: "dns" }).ignored).toBe("telemetry, not alerts: flow, dns")
})

test.each([
  ["no addresses", { src_ip: undefined, dest_ip: undefined }, { partial: ["src_ip", "dest_ip"] }],
  ["no type, but an alert", { event_type: undefined }, { title: "LOCAL Suspicious attachment" }],
  ["a type in capitals", { event_type: "ALERT" }, { rule: "1:9000123" }],
  ["an empty alert", { alert: {} }, { title: "Suricata alert", severity: "medium", sourceSeverity: null }],
  ["a severity unheard of", { alert: { severity: 255 } }, { severity: "medium", sourceSeverity: "255" }],
])("%s", (_name, change, expected) => expect(first({ ...alert, ...change })).toMatchObject(expected))

test("hits of an index are read; another tool's document is not", () => {
  expect(first({ _index: "eve", _source: alert })?.rule).toBe("1:9000123")
  expect(() => read({ message: "hello" })).toThrow(/event_type/)
})

const readText = (body: string) => normaliseDelivery({ adapterKey: "suricata", contentType: null, body })
const same = {
  severity: "high",
  title: "Bad",
  dedupeKey: ["1", "7", "198.51.100.4", "10.9.0.3"],
  partial: [],
}
const bad = { signature: "Bad", signature_id: 7, severity: 1 }
const eve = {
  timestamp: "2026-05-06T07:08:09Z",
  event_type: "alert",
  src_ip: "198.51.100.4",
  dest_ip: "10.9.0.3",
  alert: bad,
}

test.each([
  ["behind a header of syslog", `<13>May  6 07:08:09 fw suricata[9]: ${JSON.stringify(eve)}`],
  ["as a collector carries it", JSON.stringify({ "@timestamp": "x", message: JSON.stringify(eve) })],
  [
    "of Filebeat's module",
    JSON.stringify({
      "@timestamp": "2026-05-06T07:08:09Z",
      source: { ip: "198.51.100.4" },
      destination: { ip: "10.9.0.3" },
      suricata: { eve: { event_type: "alert", alert: bad } },
    }),
  ],
  [
    "of fast.log",
    "05/06/2026-07:08:09.000000  [**] [1:7:2] Bad [**] [Classification: x] [Priority: 1] {TCP} 198.51.100.4:1 -> 10.9.0.3:2",
  ],
])("an alert %s", (_name, body) => {
  expect(readText(body).events).toMatchObject([same])
  expect(readText(body).events[0]?.occurredAt).toMatch(/^2026-05-06T07:08:09/)
})

test("another text is unreadable", () => expect(() => readText("hello {world")).toThrow(/EVE/))

test("a measurement of the probe by the agent that ships the log is no alert", () =>
  expect(
    readText(JSON.stringify({ agent: { type: "metricbeat" }, metricset: { name: "memory" } })).ignored,
  ).toMatch(/Beats/))

test.each([
  [{ signature: "ET EXPLOIT Log4j (CVE-2021-44228)" }],
  [{ metadata: { cve: ["CVE_2021_44228"] } }],
  [{ metadata: { cve: ["2021-44228"] } }],
])("the weakness that %o is about", (change) =>
  expect(first({ ...alert, alert: { ...alert.alert, ...change } })?.observables).toContainEqual({
    type: "cve",
    value: "CVE-2021-44228",
  }),
)
