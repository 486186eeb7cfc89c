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
  [
    "Fortinet's intrusion by its own severity",
    '<189>date=2026-01-02 time=03:04:05 devname="fg-1" eventtime=1767323045 tz="+0100" logid="0419016384" type="utm" subtype="ips" level="alert" severity="low" srcip=198.51.100.9 attack="Scanner.X" msg="tools: Scanner.X"',
    { severity: "low", title: "tools: Scanner.X", occurredAt: "2026-01-02T03:04:05Z", discipline: "soc" },
  ],
  [
    "Fortinet's commas, and its clock in its zone",
    '<185>date=2026-01-02,time=03:04:05,devname="fg,1",tz="+0100",logid=010,type=event,subtype=system,level=alert,logdesc="Power lost"',
    {
      severity: "critical",
      title: "Power lost",
      occurredAt: "2026-01-02T02:04:05Z",
      asset: "fg,1",
      discipline: "noc",
    },
  ],
  [
    "SonicWall",
    '<134>id=firewall sn=1 time="2026-01-02 03:04:05 UTC" fw=192.0.2.1 pri=1 m=82 msg="Port scan" src=198.51.100.9:5:X1',
    {
      severity: "critical",
      title: "Port scan",
      asset: "192.0.2.1",
      dedupeKey: ["192.0.2.1", "82", "198.51.100.9"],
    },
  ],
  [
    "Check Point's blade",
    '<134>1 2026-01-02T03:04:05Z gw-1 CheckPoint 7 - [action:"Prevent"; product:"SmartDefense"; protection_name:"Log4j"; severity:"4"; src:"198.51.100.9"; dst:"10.0.0.1"]',
    { severity: "critical", title: "Log4j", asset: "gw-1", discipline: "soc" },
  ],
  [
    "Junos' structured data",
    '<14>1 2026-01-02T03:04:05Z srx RT_IDP - IDP_ATTACK_LOG_EVENT [junos@2636.1 source-address="198.51.100.9" attack-name="BOT" threat-severity="HIGH"]',
    { severity: "high", title: "IDP_ATTACK_LOG_EVENT: BOT", asset: "srx" },
  ],
  [
    "Firepower's intrusion by the priority of its rule",
    '<129>Jan 2 2026 03:04:05 ftd : %FTD-1-430001: EventPriority: High, FirstPacketSecond: 2026-01-02T03:04:05Z, SrcIP: 198.51.100.9, SID: 7, Message: "SMB attempt", Priority: 2',
    { severity: "medium", title: "SMB attempt", rule: "FTD-430001-7" },
  ],
  [
    "Meraki",
    "<134>1 1767323045.1 mx security_event ids_alerted signature=1:7:1 priority=1 src=198.51.100.9:80 dst=10.0.0.1:9 message: EXPLOIT kit",
    { severity: "high", title: "EXPLOIT kit", asset: "mx" },
  ],
  [
    "ISE",
    "<181>Jan 2 03:04:05 ise CISE_Failed_Attempts 0000001 1 0 2026-01-02 03:04:05.959 +02:00 0001 5400 NOTICE Failed-Attempt: Authentication failed, UserName=eve",
    { severity: "low", title: "Failed_Attempts: Failed-Attempt: Authentication failed", rule: "ISE-5400" },
  ],
  [
    "a number that is a name, without a colon behind it",
    "<164>Jan 2 2026 03:04:05 fw : %ASA-4-750003 Local:192.0.2.1:500 Negotiation aborted",
    { severity: "medium", rule: "ASA-750003" },
  ],
])("%s", (_name, line, expected) => expect(first(line)).toMatchObject(expected))

test.each([
  '<189>date=2026-01-02 time=03:04:05 devname="fg-1" logid="0000000013" type="traffic" level="warning" srcip=10.0.0.1',
  '<134>1 2026-01-02T03:04:05Z gw-1 CheckPoint 7 - [action:"Drop"; product:"VPN-1 & FireWall-1"; src:"10.0.0.1"]',
  '<12>1 2026-01-02T03:04:05Z srx RT_FLOW - RT_FLOW_SESSION_DENY [junos@2636.1 source-address="10.0.0.1"]',
  "<129>Jan 2 2026 03:04:05 ftd : %FTD-1-430003: EventPriority: Low, SrcIP: 10.0.0.1",
])("traffic is no alert, whatever its level: %s", (line) => expect(read(line).ignored).toMatch(/not alerts/))

test.each([
  [
    "%ETHPORT-5-IF_DOWN_LINK_FAILURE: Interface Ethernet1/3 is down",
    "%ETHPORT-5-IF_UP: Interface Ethernet1/3 is up",
  ],
  ["%PM-4-ERR_DISABLE: bpduguard on Gi1/0/5", "%PM-4-ERR_RECOVER: Attempting to recover Gi1/0/5, recovered"],
  [
    "%ASA-4-411002: Line protocol on Interface dmz, changed state to down",
    "%ASA-4-411001: Line protocol on Interface dmz, changed state to up",
  ],
])("%s ends with %s", (down, up) => {
  const [problem, end] = [down, up].map((message) => first(`<189>sw: Jan 2 2026 03:04:05: ${message}`))
  expect(end).toMatchObject({ kind: "resolved", dedupeKey: problem?.dedupeKey })
})

test("words about a login are no accounts", () => {
  const users = (message: string) =>
    first(`<36>Jan 2 03:04:05 h a: ${message}`)?.observables.flatMap((o) =>
      o.type === "user" ? [o.value] : [],
    )
  expect(users("Login Success [user: eve]")).toEqual(["eve"])
  expect(users("Group <VPN> User <eve> session failed")).toEqual(["eve"])
  expect(users("User logged out: Uname: eve")).toEqual(["eve"])
})

test.each([
  [
    "of F5",
    "<133>May  1 10:00:00 lb notice mcpd[9]: 01070638:5: Pool /C/p member /C/web:80 monitor status down. [ tcp: down ]",
    "<133>May  1 10:09:00 lb notice mcpd[9]: 01070727:5: Pool /C/p member /C/web:80 monitor status up. [ tcp: up ] [ was down for 0hr:9mins ]",
    ["lb", "mcpd", "/C/web:80"],
  ],
  [
    "of Huawei",
    "<188>May  1 2026 10:00:00 sw %%01IFNET/4/LINK_STATE(l)[3]:The line protocol IP on the interface GE0/0/1 has entered the DOWN state.",
    "<188>May  1 2026 10:09:00 sw %%01IFNET/4/LINK_STATE(l)[4]:The line protocol IP on the interface GE0/0/1 has entered the UP state.",
    ["sw", "IFNET-LINK_STATE", "GE0/0/1"],
  ],
])("what goes down and up %s", (_name, down, up, dedupeKey) => {
  expect(first(down)).toMatchObject({ kind: "firing", dedupeKey })
  expect(first(up)).toMatchObject({ kind: "resolved", dedupeKey })
})

test.each([
  '<189>date=2026-01-02 time=03:04:05 devname="fg-1" logid="0317013312" type="utm" subtype="webfilter" level="notice" action="passthrough" msg="URL belongs to an allowed category"',
  "<181>Jan 2 03:04:05 ise CISE_Passed_Authentications 0000001 1 0 2026-01-02 03:04:05.959 +02:00 0001 5200 NOTICE Passed-Authentication: Authentication succeeded, UserName=ann",
])("what passed is no alert: %s", (line) => expect(read(line).ignored).toMatch(/not alerts/))
