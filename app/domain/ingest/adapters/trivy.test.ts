import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "trivy", contentType: null, body: JSON.stringify(body) })

const vulnerability = {
  VulnerabilityID: "CVE-2026-1",
  PkgName: "zlib",
  InstalledVersion: "1",
  Severity: "HIGH",
}
const report = (result: object) => ({
  ArtifactName: "shop:1",
  Results: [{ Target: "shop (alpine)", ...result }],
})

test("a vulnerability, also of a bare list and of a cluster", () => {
  const [event] = read(report({ Vulnerabilities: [vulnerability] })).events
  expect(event).toMatchObject({ title: "CVE-2026-1: zlib 1", asset: "shop:1", severity: "high", partial: [] })
  expect(read([{ Target: "old:1", Vulnerabilities: [vulnerability] }]).events[0]?.asset).toBe("old:1")
  const cluster = {
    ClusterName: "c",
    Resources: [{ Namespace: "n", Kind: "Pod", Name: "p", Results: [{ Vulnerabilities: [vulnerability] }] }],
  }
  expect(read(cluster).events[0]?.asset).toBe("n/Pod/p")
})

test("failed checks and secrets are findings, passed checks are not; a secret is not shown", () => {
  const { events } = read(
    report({
      Misconfigurations: [
        { ID: "A", Title: "t", Severity: "LOW", Status: "FAIL" },
        { ID: "B", Title: "t", Severity: "LOW", Status: "PASS" },
      ],
      Secrets: [{ RuleID: "key", Title: "Key", Severity: "CRITICAL", StartLine: 2, Match: "hunter2" }],
    }),
  )
  expect(events.map((event) => event.category)).toEqual(["policy", "security"])
  expect(JSON.stringify(events)).not.toContain("hunter2")
})

test("a report that the operator deletes takes its findings with it", () => {
  const send = (verb: string) =>
    read({
      verb,
      operatorObject: {
        metadata: { name: "x" },
        report: {
          artifact: { repository: "a", tag: "1" },
          vulnerabilities: [{ vulnerabilityID: "CVE-2026-1" }],
        },
      },
    }).events[0]
  expect([send("update")?.kind, send("delete")?.kind]).toEqual(["firing", "resolved"])
  expect(send("update")?.dedupeKey).toEqual(send("delete")?.dedupeKey)
})

test("a clean scan; another document", () => {
  expect(read({ ArtifactName: "shop:1" }).ignored).toMatch(/nothing/)
  expect(() => read({ a: 1 })).toThrow(/results/)
})

test("what a cluster does not comply with, by check or by control", () => {
  const report = (status: object) => ({ kind: "ClusterComplianceReport", metadata: { name: "cis" }, status })
  const check = (change: object) => ({
    checkID: "KCV-1",
    title: "t",
    severity: "",
    success: false,
    target: "/x",
    ...change,
  })
  const results = [{ severity: "HIGH", checks: [check({}), check({ success: true })] }]
  expect(read(report({ detailReport: { results } })).events).toMatchObject([
    { severity: "high", category: "policy", asset: "cis", dedupeKey: ["KCV-1", "cis", "/x", null] },
  ])
  const controlCheck = [
    { id: "4.2", name: "a", severity: "LOW", totalFail: 3 },
    { id: "4.3", name: "b", severity: "LOW", totalFail: 0 },
  ]
  expect(read(report({ summaryReport: { controlCheck } })).events).toMatchObject([{ title: "4.2: a" }])
})

test("an old report of a cluster, a list of Kubernetes, reports gathered by kind", () => {
  const workload = {
    Namespace: "n",
    Kind: "Pod",
    Name: "p",
    Results: [{ Target: "t", Vulnerabilities: [vulnerability] }],
  }
  expect(read({ ClusterName: "c", Vulnerabilities: [workload], Misconfigurations: [] }).events).toMatchObject(
    [{ asset: "n/Pod/p" }],
  )
  const object = {
    metadata: { name: "x" },
    report: { artifact: { repository: "a" }, vulnerabilities: [vulnerability] },
  }
  expect(read({ kind: "List", items: [object] }).events).toHaveLength(1)
  expect(read({ "vulnerabilityreports.aquasecurity.github.io": [object] }).events).toHaveLength(1)
})

test("the list of an old version that nothing was put into is a clean scan", () =>
  expect(read(null).ignored).toMatch(/found nothing/))
