import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown, contentType: string | null = null) =>
  normaliseDelivery({
    adapterKey: "syslog",
    contentType,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
const first = (body: unknown) => read(body).events[0]

test.each([
  ["<0>", "critical"],
  ["<2>", "critical"],
  ["<3>", "high"],
  ["<4>", "medium"],
  ["<5>", "low"],
])("priority %s is %s", (priority, severity) =>
  expect(first(`${priority}1 2026-01-01T00:00:00Z nas-1 smartd 7 - - disk fails`)).toMatchObject({
    kind: "firing",
    severity,
    title: "smartd: disk fails",
    asset: "nas-1",
    occurredAt: "2026-01-01T00:00:00Z",
    dedupeKey: ["nas-1", "smartd", "disk fails"],
    partial: [],
  }),
)

test.each([
  "<6>1 2026-01-01T00:00:00Z h a - - - started",
  "<7>Jan  1 00:00:00 h a: x",
  "<190>sw: 2026 Jan 1 00:00:00 UTC: %SYS-6-LOGIN: hello",
])("%s is a log, not an alert", (line) => expect(read(line).ignored).toMatch(/informational/))

test("an interface is down and up again, at whatever level it says so", () => {
  const link = (state: string, level: number) =>
    first(
      `<189>45: sw-1: Jan  1 2026 00:00:00.123: %LINK-${level}-UPDOWN: Interface Gi1/0/4, changed state to ${state}`,
    )
  expect(link("down", 3)).toMatchObject({
    kind: "firing",
    severity: "high",
    asset: "sw-1",
    occurredAt: "2026-01-01T00:00:00.123Z",
  })
  expect(link("up", 6)).toMatchObject({ kind: "resolved", dedupeKey: link("down", 3)?.dedupeKey })
})

test.each([
  [
    "%OSPF-5-ADJCHG: Process 1, Nbr 10.0.0.9 on Vlan12 from FULL to DOWN, Neighbor Down: Dead timer expired",
    "firing",
  ],
  ["%OSPF-5-ADJCHG: Process 1, Nbr 10.0.0.9 on Vlan12 from LOADING to FULL, Loading Done", "resolved"],
  ["%BGP-5-ADJCHANGE: neighbor 10.0.0.9 Up", "resolved"],
  ["%BGP-5-ADJCHANGE: neighbor 10.0.0.9 Down BGP Notification sent", "firing"],
])("%s", (message, kind) => expect(first(`<189>rtr: Jan 1 2026 00:00:00: ${message}`)?.kind).toBe(kind))

test("security is for its own desk, with the account and the address", () =>
  expect(
    first(
      "<36>Jan  1 00:00:00 vpn sshd[7]: Failed password for invalid user eve from 198.51.100.9 port 22 ssh2",
    ),
  ).toMatchObject({
    discipline: "soc",
    category: "security",
    asset: "vpn",
    occurredAt: null,
    partial: [],
    observables: [
      { type: "user", value: "eve" },
      { type: "ip", value: "198.51.100.9" },
    ],
  }))

test("CEF and LEEF within a line", () => {
  expect(
    first(
      "<134>Jan  1 00:00:00 gw CEF:0|Acme|Gate|1|100|Port scan|9|src=198.51.100.9 dst=10.0.0.1 rt=1767225600000 suser=eve",
    ),
  ).toMatchObject({
    title: "Port scan",
    severity: "critical",
    discipline: "soc",
    asset: "gw",
    rule: "100",
    occurredAt: "2026-01-01T00:00:00Z",
    dedupeKey: ["Acme", "Gate", "100", "Port scan", "198.51.100.9|10.0.0.1|eve|"],
  })
  expect(
    first(
      "<134>1 2026-01-01T00:00:00Z gw leef - - - LEEF:1.0|Acme|Gate|1|deny|src=198.51.100.9\tsev=8\tusrName=eve",
    ),
  ).toMatchObject({
    title: "deny",
    severity: "high",
    occurredAt: "2026-01-01T00:00:00Z",
  })
})

test("lines, a relay's JSON, and a form", () => {
  expect(read("<3>Jan  1 00:00:00 a b: x\n\n<3>Jan  1 00:00:00 a b: y").events).toHaveLength(2)
  expect(
    first({
      message: "disk fails",
      host: { name: "nas-1" },
      severity_label: "Error",
      program: "smartd",
      "@timestamp": "2026-01-01T00:00:00Z",
    }),
  ).toMatchObject({ severity: "high", asset: "nas-1", title: "smartd: disk fails" })
  const journal = { MESSAGE: "I/O error", SYSLOG_IDENTIFIER: "kernel", _HOSTNAME: "nas-1", PRIORITY: "3" }
  expect(first({ ...journal, __REALTIME_TIMESTAMP: "1767225600000000" })).toMatchObject({
    severity: "high",
    asset: "nas-1",
    title: "kernel: I/O error",
    occurredAt: "2026-01-01T00:00:00Z",
  })
  expect(first({ message: "x", pri: "36", ident: "sshd", host: "h" })?.severity).toBe("medium")
  expect(first({ message: "x", logsource: "sw-1", host: "10.0.0.9", severity: 3 })?.asset).toBe("sw-1")
  expect(() => read({ a: 1 })).toThrow(/no message/)
  expect(() => read("a=1", "application/x-www-form-urlencoded")).toThrow(/form/)
})

test("a line without a priority is kept and marked", () =>
  expect(first("something broke")).toMatchObject({ severity: "medium", partial: ["host", "severity"] }))

test("a firewall's line of keys, and Cisco's ports", () => {
  const line =
    '<185>date=2026-01-01 time=00:00:00 devname="fg-1" logid="0419016384" level="alert" srcip=198.51.100.9 dstip=10.0.0.1 msg="tcp port scan"'
  expect(first(line)).toMatchObject({
    title: "tcp port scan",
    asset: "fg-1",
    rule: "0419016384",
    discipline: "soc",
    severity: "critical",
    dedupeKey: ["fg-1", "0419016384", "198.51.100.9"],
  })
  const deny = first(
    "<164>Jan 1 2026 00:00:00 fw : %ASA-4-106023: Deny tcp src outside:198.51.100.9/4711 dst inside:10.0.0.1/22",
  )
  expect(deny).toMatchObject({ asset: "fw", discipline: "soc" })
  expect(deny?.observables.map((o) => o.value)).toEqual(["198.51.100.9", "10.0.0.1"])
})

test.each([
  "Jan  1 00:00:00 web-1 CRON[9]: pam_unix(cron:session): session closed for user root",
  "Jan  1 00:00:00 web-1 CRON[9]: (root) CMD (run-parts /etc/cron.hourly)",
  "Jan  1 00:00:00 web-1 sshd[9]: Accepted publickey for ann from 10.0.0.2 port 5 ssh2",
  "ASA-6-302013: Built outbound TCP connection 1 for outside:198.51.100.4/80 to inside:10.0.0.2/1772",
])("%s is no alert, without a priority too", (line) => expect(read(line).events).toEqual([]))
