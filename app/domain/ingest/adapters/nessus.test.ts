import { expect, test } from "vitest"
import { parseCsv } from "../csv.ts"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({
    adapterKey: "nessus",
    contentType: "text/plain",
    body: typeof body === "string" ? body : JSON.stringify(body),
  })

const xml = (inner: string, before = "") =>
  `<?xml version="1.0"?>${before}<NessusClientData_v2><Report><ReportHost name="10.0.0.9">${inner}</ReportHost></Report></NessusClientData_v2>`
const item = (severity: number, inner = "") =>
  `<ReportItem port="0" protocol="tcp" severity="${severity}" pluginID="11" pluginName="A &amp; B" pluginFamily="F">${inner}</ReportItem>`

test.each([
  [4, "critical"],
  [3, "high"],
  [2, "medium"],
  [1, "low"],
  [0, "info"],
])("severity %i is %s", (figure, severity) =>
  expect(read(xml(item(figure))).events[0]).toMatchObject({ severity, title: "A & B", asset: "10.0.0.9" }),
)

test("an audit that passes ends its finding", () => {
  const audit = (result: string) =>
    read(
      xml(
        `<ReportItem pluginID="21" pluginFamily="Policy Compliance" severity="3" port="0" protocol="tcp"><cm:compliance-check-name>1.1 x</cm:compliance-check-name><cm:compliance-result>${result}</cm:compliance-result></ReportItem>`,
      ),
    ).events[0]
  expect(audit("FAILED")).toMatchObject({
    kind: "firing",
    category: "policy",
    severity: "high",
    title: "1.1 x",
  })
  expect(audit("PASSED")).toMatchObject({ kind: "resolved", dedupeKey: audit("FAILED")?.dedupeKey })
})

test("no DTD, no other XML, no depth", () => {
  const dtd = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
  expect(() => read(xml(item(1), dtd))).toThrow(/document type/)
  expect(() => read("<html><body/></html>")).toThrow(/no .nessus/)
  expect(() => read(xml("<a>".repeat(500)))).toThrow(/nested/)
})

test("rows of one item are one finding; columns of three products are read", () => {
  const [first, second] = read(
    "Plugin ID,CVE,Risk,Host,Protocol,Port,Name\n7,CVE-2026-1001,High,h,tcp,22,n\n7,CVE-2026-1002,High,h,tcp,22,n\n8,,None,h,tcp,0,m",
  ).events
  expect(first?.observables.map(({ value }) => value)).toEqual(["CVE-2026-1001", "CVE-2026-1002"])
  expect(second?.severity).toBe("info")
  const center =
    'Plugin,Plugin Name,Severity,IP Address,Protocol,Port,DNS Name,Last Observed\n7,n,Medium,10.0.0.1,TCP,443,db.example.com,"Jan 5, 2026 10:24:08 MST"'
  expect(read(center).events[0]).toMatchObject({
    asset: "db.example.com",
    occurredAt: "2026-01-05T17:24:08Z",
  })
  const fixed = { asset: { fqdn: "w" }, plugin: { id: 7, name: "n" }, severity: "high", state: "FIXED" }
  expect(read([fixed]).events[0]).toMatchObject({ kind: "resolved", severity: "high" })
  expect(() => read("hello, world")).toThrow(/CSV/)
})

test("CSV by RFC 4180", () => {
  expect(parseCsv('a,"b ""c"", d",\r\n"x\ny",,z')).toEqual([
    ["a", 'b "c", d', ""],
    ["x\ny", "", "z"],
  ])
  expect(parseCsv('a,"open')).toEqual([["a", "open"]])
})

test("a CSV of cells between semicolons", () =>
  expect(
    read(
      'asset.name;definition.id;definition.name;severity;last_seen;state\ndb-1;11;"A; B";High;2026-01-01T00:00:00Z;ACTIVE',
    ).events[0],
  ).toMatchObject({ title: "A; B", asset: "db-1", severity: "high" }))
