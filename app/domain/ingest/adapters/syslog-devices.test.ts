import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: string) => normaliseDelivery({ adapterKey: "syslog", contentType: null, body })
const first = (body: string) => read(body).events[0]

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

test.each([
  ['RT_SECINTEL - SECINTEL_ACTION_LOG [junos@1 category="secintel" threat-severity="10"]', "critical"],
  ['RT_SECINTEL - SECINTEL_ACTION_LOG [junos@1 category="secintel" threat-severity="0"]', "low"],
  [
    'RT_IDP - IDP_APPDDOS_APP_ATTACK_EVENT [junos@1 ddos-application-name="web" threat-severity="INFO"]',
    "info",
  ],
])("Junos: %s is %s", (event, severity) =>
  expect(first(`<13>1 2026-01-01T00:00:00Z srx ${event}`)).toMatchObject({ severity, discipline: "soc" }),
)

test("a line that was repeated is no alert of its own", () =>
  expect(read("<187>sw-1: 2026 Jan  1 00:00:00 UTC: last message repeated 3 times").events).toEqual([]))
