import { expect, test } from "vitest"
import { labelledExtensions, parseCef } from "../cef.ts"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: string) => normaliseDelivery({ adapterKey: "cef", contentType: "text/plain", body })
const first = (body: string) => read(body).events[0]

test("headers and extensions are unescaped; values keep spaces and equals signs", () => {
  const line = parseCef(
    "<13>Jan 1 h CEF:0|A\\|B|P\\\\Q|1|7|N|5|msg=two words, a\\=b\\nnext path=C:\\\\x request=http://x.test/?q=1&r=2 cs1Label=Policy Name cs1=Block all",
  )
  expect(line).toMatchObject({ deviceVendor: "A|B", deviceProduct: "P\\Q", severity: "5" })
  expect(line?.extensions).toMatchObject({
    msg: "two words, a=b\nnext",
    path: "C:\\x",
    request: "http://x.test/?q=1&r=2",
  })
  expect(labelledExtensions(line?.extensions ?? {})).toEqual({ "Policy Name": "Block all" })
})

test.each([
  ["missing headers", "CEF:0|A|P", { deviceVendor: "A", deviceProduct: "P", severity: "", extensions: {} }],
  ["an empty value", "CEF:0|A|P|1|2|n|3|duser= src=10.0.0.1", { extensions: { duser: "", src: "10.0.0.1" } }],
])("a line with %s", (_name, line, expected) => expect(parseCef(line)).toMatchObject(expected))

test("a line without CEF is none; a long one takes no long time", () => {
  expect(parseCef("plain text")).toBeNull()
  expect(Object.keys(parseCef(`CEF:0|A|P|1|2|n|3|${"a=".repeat(40_000)}`)?.extensions ?? {})).toHaveLength(1)
})

test.each([
  ["0", "low"],
  ["3", "low"],
  ["4", "medium"],
  ["7", "high"],
  ["10", "critical"],
  ["Very-High", "critical"],
  ["Unknown", "medium"],
])("severity %s is %s", (word, severity) =>
  expect(first(`CEF:0|A|P|1|2|n|${word}|src=10.0.0.1`)).toMatchObject({ severity, sourceSeverity: word }),
)

test("PAN-OS counts to five", () =>
  expect(first("CEF:0|Palo Alto Networks|PAN-OS|10|spyware|THREAT|5|src=10.0.0.1")?.severity).toBe(
    "critical",
  ))

test("the same signature between the same parties is the same problem", () => {
  const key = (rest: string) => first(`CEF:0|A|P|1|2|n|5|${rest}`)?.dedupeKey
  expect(key("src=10.0.0.1 externalId=1 rt=1767225600000")).toEqual(key("src=10.0.0.1 externalId=2"))
  expect(key("src=10.0.0.2")).not.toEqual(key("src=10.0.0.1"))
  const opened = first("CEF:0|A|P|1|2|Found|5|cs3=77 cs3Label=AlertId dhost=a")
  const closed = first("CEF:0|A|P|1|2|Found|5|cs3=77 cs3Label=AlertId cs4=Closed cs4Label=Status")
  expect([closed?.kind, closed?.dedupeKey]).toEqual(["resolved", opened?.dedupeKey])
})

test.each([
  ["Jan 05 2026 10:00:00 EST", "2026-01-05T15:00:00Z"],
  ["Jan 05 2026 10:00:00.250", "2026-01-05T10:00:00.250Z"],
  ["1767225600000", "2026-01-01T00:00:00Z"],
  ["Jan 05 10:00:00", null],
])("time %s", (rt, occurredAt) =>
  expect(first(`CEF:0|A|P|1|2|n|5|rt=${rt} src=10.0.0.1`)?.occurredAt).toBe(occurredAt),
)

test("traffic that went through is no alert", () => {
  expect(read("CEF:0|Fortinet|Fortigate|7|13|traffic:forward accept|3|act=accept").ignored).toMatch(/logs/)
  const mail = "CEF:0|Cisco|ESA|14|ESA_CONSOLIDATED_LOG_EVENT|Log|5|"
  expect(read(`${mail}act=DELIVERED ESAAVVerdict=NEGATIVE`).events).toEqual([])
  expect(read(`${mail}act=DELIVERED ESAAVVerdict=POSITIVE`).events).toHaveLength(1)
  expect(() => read("nothing of the kind")).toThrow(/CEF header/)
})

const fortinet = (fields: string, name = "event:system", severity = 7) =>
  `CEF:0|Fortinet|Fortigate|v7|32102|${name}|${severity}|${fields}`

test("a firewall's category is followed by what it found, and its own time counts", () => {
  expect(
    first(fortinet("FTNTFGTlevel=alert FTNTFGTeventtime=1767225600000000000 msg=Login disabled")),
  ).toMatchObject({ title: "event:system: Login disabled", occurredAt: "2026-01-01T00:00:00Z" })
  const virus = fortinet(
    "FTNTFGTlevel=warning FTNTFGTeventtime=infected act=blocked cs1=EICAR cs1Label=Virus",
    "utm:virus",
    4,
  )
  expect(first(virus)).toMatchObject({ title: "utm:virus: EICAR", occurredAt: null, partial: [] })
})

test.each([
  ["a level that tells of no trouble", fortinet("FTNTFGTlevel=information act=ssl-new-con", "event:vpn", 2)],
  ["what passed through PAN-OS", "CEF:0|Palo Alto Networks|LF|2.0|DECRYPTION|end|3|act=deny"],
  ["a connection that was closed", "CEF:0|SonicWall|NSa|7|537|Connection Closed|4|src=10.0.0.1"],
])("%s is no alert", (_name, line) => expect(read(line).ignored).toMatch(/not alerts/))

test("an event over several lines, and the time of the header of syslog", () => {
  const header = "<134>1 2026-03-01T10:00:00Z fw1 - - - -"
  expect(first(`${header} CEF:0|A|P|1|2\n |n|9|\n  src=10.0.0.1\n  msg=two`)).toMatchObject({
    title: "n",
    severity: "critical",
    description: "two",
    occurredAt: "2026-03-01T10:00:00Z",
  })
})

test("a hash in an extension of the product's own", () =>
  expect(first(`CEF:0|V|P|1|7|N|6|VendorFileSHA1=${"ab".repeat(20)} VendorTarget=N/A`)?.observables).toEqual([
    { type: "hash", value: "ab".repeat(20) },
  ]))
