import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: string) => normaliseDelivery({ adapterKey: "cef", contentType: "text/plain", body })
const first = (body: string) => read(body).events[0]
const values = (body: string) => first(body)?.observables.map(({ value }) => value)

test.each([
  ["a virus", "BD|AV|1|10|AntiMalware|9|BitdefenderGZMalwareName=EICAR", "AntiMalware: EICAR"],
  ["a labelled threat", "T|MPS|1|IE|ips-event|7|cs1=Kit cs1Label=sname", "ips-event: Kit"],
  ["a code", "IBM|IBM i|7|Q|CPF0907|5|msg=Storage is short", "CPF0907: Storage is short"],
  ["a kind of event", "Claroty|C|0|7|comm_event|5|event_type=File Transfer", "comm_event: File Transfer"],
  ["a figure", "T|Apex|1|WB:7|7|3|src=10.0.0.1", "Apex WB:7"],
  ["a sentence", "A|P|1|2|Host was scanned|5|event_type=Scan", "Host was scanned"],
  ["the rule of a firewall", "A|P|1|2|Seen|5|cs2=Allow DNS cs2Label=Rule Name", "Seen"],
])("%s in the title", (_name, line, title) => expect(first(`CEF:0|${line}`)?.title).toBe(title))

test.each([
  ["the device of a gateway", "Fortinet|F|7|1|n|7|dvchost=fw-1 dhost=bad.example.org", "fw-1"],
  ["the number of a firewall", "Fortinet|F|7|1|n|7|deviceExternalId=FG1 shost=x", "FG1"],
  ["no mailbox", "T|Apex|1|MS:0|n|3|dhost=ann@example.com shost=pc-7", "pc-7"],
  ["no loop", "A|P|1|2|n|5|dhost=127.0.0.1 dvchost=srv", "srv"],
  ["a labelled machine", "C|C|1|1|n|5|cs5=pc-8 cs5Label=MachineName", "pc-8"],
  ["the site that was asked for", "Incapsula|S|1|1|n|3|sourceServiceName=www.example.com", "www.example.com"],
  ["a certificate's name", "Check Point|IPS|1|2|n|High|originsicname=CN\\=fw2,O\\=x", "fw2"],
])("asset: %s", (_name, line, asset) => expect(first(`CEF:0|${line}`)?.asset).toBe(asset))

test.each([
  ["a detection's time", "BitdefenderGZDetectionTime=2026-01-05T10:00:00.000Z", "2026-01-05T10:00:00.000Z"],
  ["a time of DB2", "rt=2026-01-05-10.00.00.5", "2026-01-05T10:00:00.5Z"],
  ["not when a file was made", "deviceCustomDate1=Jan 05 2026 10:00:00", null],
])("%s", (_name, field, at) => expect(first(`CEF:0|A|P|1|2|n|5|src=10.0.0.1 ${field}`)?.occurredAt).toBe(at))

test("hashes by the names of their fields, a host that was asked for, addresses in the name", () => {
  const md5 = "44d88612fea8a8f36de82e1278abb02f"
  expect(values(`CEF:0|A|P|1|2|n|5|FTNTFGTanalyticscksum=${md5} id=${md5.replace("4", "5")}`)).toEqual([md5])
  expect(values("CEF:0|A|P|1|2|n|5|request=bad.example.org/x")).toEqual(["bad.example.org"])
  expect(values("CEF:0|A|P|1|2|SMBv1 between 10.0.0.1 and 10.0.0.2|5|duser=(no user)")).toEqual([
    "10.0.0.1",
    "10.0.0.2",
  ])
  expect(values("CEF:0|A|P|1|2|n|5|cs4=<1@mail.example.org> cs4Label=ExternalMsgID")).toEqual([])
})

test("techniques and the case of a product, and a number that is none", () => {
  const line = 'CEF:0|BD|GZ|1|17|New Incident|3|BitdefenderGZIncidentId=i7 BitdefenderGZAttCkId=["T1047"]'
  expect(first(line)).toMatchObject({ externalId: "i7", techniques: ["T1047"] })
  expect(first("CEF:0|A|P|1|2|n|5|src=10.0.0.1 externalId=0")?.externalId).toBeNull()
  const closed = first("CEF:0|C|C|0|8|alert|5|alert_id=8 alert_device_status=Resolved")
  expect(closed).toMatchObject({ kind: "resolved", externalId: "8" })
})

test.each([
  [
    "what Check Point's rules logged",
    "|Check Point|VPN-1|Check Point|Log|https|Unknown|act=Drop src=10.0.0.1",
  ],
  ["a page that passed", "Incapsula|SIEMintegration|1|1|Seen|-1|act=REQ_PASSED"],
  ["a sign-in", "Trend Micro|WSM|1|600|User Signed In|3|suser=ann"],
  ["a file that passed PAN-OS", "Palo Alto Networks|LF|2.0|THREAT|file|3|PanOSSeverity=Low act=alert"],
  ["a sign-in at a server", "OneIdentity|SPS|7|1|ServerAuthenticationSuccess|0|suser=ann"],
  ["a rule that only logs", "Trend Micro|DSA|1|20|Log for TCP Port 80|0|act=Log"],
])("%s is no alert", (_name, line) => expect(read(`CEF:0|${line}`).ignored).toMatch(/not alerts/))

test("a threat that passed is an alert all the same", () =>
  expect(
    first("CEF:0|T|Apex|1|NCIE:Pass|Suspicious Connection|3|act=Pass cs2=CnC cs2Label=NCIE_ThreatName")
      ?.title,
  ).toBe("Suspicious Connection: CnC"))

test("an event broken over lines that are not indented, between others", () => {
  const lines = ["CEF:0|A|P|1|2|", "one|9|", "dvchost=srv", "msg=x", "<13>CEF:0|A|P|1|3|two|5|src=10.0.0.1"]
  expect(read(lines.join("\n")).events).toMatchObject([
    { title: "one", asset: "srv", severity: "critical", description: "x" },
    { title: "two" },
  ])
})

test("LEEF, which the same products write", () => {
  const deny =
    "LEEF:1.0|Acme|Gate|1|deny|devTime=Jan 05 2026 10:00:00 +0100\tsys_name=gw\tsrc=10.0.0.1\tsev=8"
  expect(first(`<13>1 2026-03-01T10:00:00Z relay - - - - ${deny}`)).toMatchObject({
    title: "deny",
    severity: "high",
    asset: "gw",
    occurredAt: "2026-01-05T09:00:00Z",
    partial: [],
  })
  expect(read("LEEF:1.0|Acme|Gate|1|pass|disp=Allow\tsrc=10.0.0.1").ignored).toMatch(/not alerts/)
  expect(read("LEEF:1.0|Acme|Gate|1|Connection_Closed|src=10.0.0.1").ignored).toMatch(/not alerts/)
  expect(read("LEEF:1.0|Acme|Vault|1|7|sev=6\tEventMessage=Logon\tusrName=ann").ignored).toMatch(/not alerts/)
  expect(read("LEEF:1.0|Acme|Gate|1|65|msg=DHCPACK on 10.0.0.2 to 02:00:00:00:00:01").ignored).toMatch(
    /not alerts/,
  )
})

test("without the tag that a relay has taken for a program, in quotes, one of each", () => {
  expect(
    read(["0|A|P|1|2|one|9|src=10.0.0.1", "0|A|P|1|2|two|3|src=10.0.0.2"].join("\n")).events,
  ).toMatchObject([
    { title: "one", severity: "critical" },
    { title: "two", severity: "low" },
  ])
  expect(first('"CEF:0|A|P|1|2|n|5|rt=1767225600000"')?.occurredAt).toBe("2026-01-01T00:00:00Z")
  expect(() => read("0|A|P")).toThrow(/CEF header/)
})
