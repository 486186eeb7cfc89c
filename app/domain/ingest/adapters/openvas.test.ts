import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: string) => normaliseDelivery({ adapterKey: "openvas", contentType: null, body })

const result = (threat: string, severity = "5.0") =>
  `<result id="r"><name>Weak</name><host>10.0.0.1<hostname/></host><port>22/tcp</port><nvt oid="1.3"><name>Weak</name><cve>CVE-2026-1001, CVE-2026-1002</cve></nvt><threat>${threat}</threat><severity>${severity}</severity></result>`
const report = (inner: string) =>
  `<get_reports_response status="200"><report><report><results>${inner}</results></report></report></get_reports_response>`

test("a result", () => {
  const [event] = read(report(result("Medium"))).events
  expect(event).toMatchObject({
    title: "Weak",
    severity: "medium",
    asset: "10.0.0.1",
    externalId: "r",
    partial: [],
  })
  expect(event?.dedupeKey).toEqual(["1.3", "10.0.0.1", "22/tcp"])
  expect(event?.observables.map(({ value }) => value)).toEqual(["CVE-2026-1001", "CVE-2026-1002", "10.0.0.1"])
})

test.each([
  ["Critical", "9.8", "critical"],
  ["High", "10.0", "high"],
  ["Log", "0.0", "info"],
  ["", "9.8", "critical"],
  ["", "3.9", "low"],
])("threat %s with score %s is %s", (threat, score, severity) =>
  expect(read(report(result(threat, score))).events[0]?.severity).toBe(severity),
)

test("a row of CSV; what an analyst marked; a clean report; other text", () => {
  const row = "IP,Hostname,Port,Port Protocol,Severity,NVT Name,NVT OID\n10.0.0.1,db,22,tcp,Low,Weak,1.3"
  expect(read(row).events[0]).toMatchObject({
    asset: "db",
    severity: "low",
    dedupeKey: ["1.3", "db", "22/tcp"],
  })
  expect(read(report(result("False Positive"))).ignored).toMatch(/without results/)
  expect(read(report("")).ignored).toMatch(/without results/)
  expect(() => read("<html/>")).toThrow(/no report/)
  expect(() => read("hello")).toThrow(/CSV/)
})

test("what is found at no port is at the same place in both formats", () => {
  const row = "IP,Hostname,Port,Port Protocol,Severity,NVT Name,NVT OID\n10.0.0.1,db,,tcp,Low,Weak,1.3"
  expect(read(row).events[0]?.dedupeKey).toEqual(["1.3", "db", "general/tcp"])
})

test("what is found by the list of CVEs has its number for a name", () => {
  const row = "IP,Port,Severity,NVT Name,NVT OID,CVEs\n10.0.0.1,,High,CVE-2026-1001,CVE-2026-1001,"
  expect(read(row).events[0]?.observables).toContainEqual({ type: "cve", value: "CVE-2026-1001" })
})
