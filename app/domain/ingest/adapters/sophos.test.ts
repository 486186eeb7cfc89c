import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"
import { parseKeyValues } from "../key-values.ts"

const read = (body: unknown) =>
  normaliseDelivery({
    adapterKey: "sophos",
    contentType: null,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
const event = (type: string, change: object = {}) => ({
  type: `Event::Endpoint::${type}`,
  severity: "high",
  name: `${type}: 'Bad-A' at 'C:\\x'`,
  endpoint_id: "e",
  id: type,
  end: "2026-01-01T00:00:00Z",
  ...change,
})

test("a cleaning ends what was detected", () => {
  const [detected, cleaned] = read({ items: [event("Threat::Detected"), event("Threat::CleanedUp")] }).events
  expect(detected).toMatchObject({ kind: "firing", severity: "high", partial: [] })
  expect(cleaned).toMatchObject({ kind: "resolved", dedupeKey: detected?.dedupeKey })
  expect(read(event("SavEnabled")).events[0]?.dedupeKey).toEqual(
    read(event("SavDisabled")).events[0]?.dedupeKey,
  )
})

test.each(["UpdateSuccess", "Registered", "SavScanComplete", "UserAutoCreated"])("%s is no alert", (type) =>
  expect(read(event(type)).ignored).toMatch(/everyday/),
)

test("alerts of the API; drift", () => {
  const alert = {
    id: "a",
    severity: "low",
    type: "x",
    description: "Out of date",
    raisedAt: "2026-01-01T00:00:00Z",
    managedAgent: { id: "m" },
  }
  expect(read({ items: [alert] }).events[0]).toMatchObject({ title: "Out of date", severity: "low" })
  expect(read(event("Threat::Detected", { severity: null })).events[0]).toMatchObject({
    severity: "medium",
    partial: ["severity"],
  })
  expect(() => read({ a: 1 })).toThrow(/Sophos/)
})

test.each([
  ["a signature", 'log_type="IDP" log_subtype="Detect" priority=Critical signature_msg="Exploit x"', 1],
  ["a threat", 'log_type="ATP" log_subtype="Drop" threatname=C2/Generic', 1],
  ["a rule's denial", 'log_type="Firewall" log_subtype="Denied" priority=Information', 0],
  ["a clean mail", 'log_type="Anti-Virus" log_subtype="Allowed" priority=Information', 0],
  ["a broken part", 'log_type="Event" log_subtype="System" priority=Critical message="HA lost"', 1],
])("the firewall: %s", (_name, line, count) =>
  expect(read(`<30>device_id=A1 log_id=01 ${line} src_ip=10.0.0.1`).events).toHaveLength(count),
)

test("pairs", () =>
  expect(
    parseKeyValues('<30>a=1 b="two words" c=IPv4 (0x0800) d= e="x\\"y" url=http://h/?q=1&r=2 f=z'),
  ).toEqual({
    a: "1",
    b: "two words",
    c: "IPv4 (0x0800)",
    d: "",
    e: 'x"y',
    url: "http://h/?q=1&r=2",
    f: "z",
  }))

test("a detection of XDR by its risk", () => {
  const row = {
    ioc_detection_id: "WIN-EXE-1",
    ioc_severity: 7,
    ioc_detection_description: "A program that lives off the land.",
    ioc_detection_mitre_attack: '[{"tactic":{"id":"TA0002","techniques":[{"id":"T1059"}]}}]',
    ioc_unix_time: "2026-01-02T03:04:05Z",
    detection_identifier: "a_b",
    detection_id_dedup: "b",
    meta_hostname: "pc-1",
    meta_ip_address: "10.0.0.9",
    type: "REG_SZ",
  }
  expect(read(row).events[0]).toMatchObject({
    title: "A program that lives off the land.",
    severity: "high",
    asset: "pc-1",
    externalId: "a_b",
    techniques: ["T1059"],
    dedupeKey: ["WIN-EXE-1", "pc-1", "b"],
    occurredAt: "2026-01-02T03:04:05Z",
    partial: [],
  })
  expect(read({ ...row, ioc_severity: 4, ioc_detection_type: "Vulnerability" }).events[0]).toMatchObject({
    severity: "medium",
    category: "vulnerability",
  })
})

test("UTM: what it found is an alert, what it let through is not", () => {
  const utm = (fields: string) => read(`2026:01:02-03:04:05 utm-1 daemon[7]: ${fields}`)
  expect(
    utm(
      'id="2101" severity="warn" sys="SecureNet" sub="ips" name="Intrusion protection alert" action="drop" reason="SERVER-WEB x" sid="7" srcip="198.51.100.9" dstip="10.0.0.1"',
    ).events[0],
  ).toMatchObject({
    title: "Intrusion protection alert: SERVER-WEB x",
    severity: "medium",
    asset: "utm-1",
    occurredAt: "2026-01-02T03:04:05Z",
    dedupeKey: ["2101", "7", "198.51.100.9", "10.0.0.1"],
  })
  expect(
    utm('id="2001" severity="info" sys="SecureNet" sub="packetfilter" name="Packet dropped" srcip="1.1.1.1"')
      .ignored,
  ).toMatch(/traffic/)
})

test.each([
  "Event::Endpoint::Enc::Recovery::KeyReceived",
  "Event::Endpoint::Denc::OutlookPluginEnabledEvent",
])("%s is of everyday", (type) =>
  expect(read({ type, severity: "low", name: "n", datastream: "event" }).ignored).toMatch(/everyday/),
)

test("the site that a web filter stopped", () =>
  expect(
    read(
      event("WebFilteringBlocked", { name: 'Access was blocked to "bad.example.org" because of "Mal/A".' }),
    ).events[0]?.observables,
  ).toEqual([{ type: "domain", value: "bad.example.org" }]))
