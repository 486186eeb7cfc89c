import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown, contentType: string | null = null) =>
  normaliseDelivery({
    adapterKey: "github",
    contentType,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
const first = (body: unknown) => read(body).events[0]

const repository = { full_name: "acme/shop" }
const code = (action: string, change: object = {}) => ({
  action,
  repository,
  alert: {
    number: 3,
    state: "open",
    created_at: "2026-01-01T00:00:00Z",
    fixed_at: "2026-01-02T00:00:00Z",
    rule: { id: "js/xss", severity: "error", description: "XSS", ...change },
    tool: { name: "CodeQL" },
  },
})

test("code scanning, found and fixed", () => {
  expect(first(code("created"))).toMatchObject({
    kind: "firing",
    severity: "high",
    title: "XSS",
    asset: "acme/shop",
    rule: "js/xss",
    externalId: "3",
    dedupeKey: ["code_scanning", "acme/shop", "3"],
    occurredAt: "2026-01-01T00:00:00Z",
    partial: [],
  })
  expect(first(code("fixed"))).toMatchObject({
    kind: "resolved",
    dedupeKey: ["code_scanning", "acme/shop", "3"],
    occurredAt: "2026-01-02T00:00:00Z",
  })
})

test.each([
  ["critical", "critical"],
  ["low", "low"],
])("a security severity of %s counts before the level", (security_severity_level, severity) =>
  expect(first(code("created", { security_severity_level }))?.severity).toBe(severity),
)

const dependabot = (action: string) => ({
  action,
  repository,
  alert: {
    number: 9,
    dependency: { package: { name: "p" } },
    security_advisory: {
      ghsa_id: "GHSA-a",
      cve_id: "CVE-2026-1111",
      summary: "p is bad",
      severity: "moderate",
    },
    created_at: "2026-01-01T00:00:00Z",
  },
})

test.each([
  ["created", "firing"],
  ["reintroduced", "firing"],
  ["auto_reopened", "firing"],
  ["assignees_changed", "info"],
  ["dismissed", "resolved"],
  ["auto_dismissed", "resolved"],
  ["fixed", "resolved"],
])("Dependabot: %s", (action, kind) =>
  expect(first(dependabot(action))).toMatchObject({
    kind,
    severity: "medium",
    category: "vulnerability",
    observables: [{ type: "cve", value: "CVE-2026-1111" }],
  }),
)

test("a secret is worst where it works or is in the open", () => {
  const secret = (change: object, action = "created") =>
    first({
      action,
      repository,
      alert: {
        number: 1,
        secret_type: "acme_token",
        secret_type_display_name: "Acme token",
        created_at: "2026-01-01T00:00:00Z",
        ...change,
      },
    })
  expect(secret({})).toMatchObject({ severity: "high", title: "Secret found: Acme token" })
  expect(secret({ validity: "active" })?.severity).toBe("critical")
  expect(secret({}, "publicly_leaked")?.severity).toBe("critical")
  expect(secret({}, "resolved")?.kind).toBe("resolved")
})

test("advisories", () => {
  const advisory = {
    ghsa_id: "GHSA-b",
    summary: "q is bad",
    severity: "critical",
    published_at: "2026-01-01T00:00:00Z",
  }
  expect(first({ action: "published", security_advisory: advisory })).toMatchObject({
    kind: "info",
    severity: "critical",
    externalId: "GHSA-b",
    asset: null,
  })
  expect(first({ action: "withdrawn", security_advisory: advisory })?.kind).toBe("resolved")
  expect(first({ action: "reported", repository, repository_advisory: advisory })).toMatchObject({
    kind: "firing",
    asset: "acme/shop",
  })
})

test("a form, the API's list, what is no alert, and another body", () => {
  const payload = JSON.stringify(code("created"))
  expect(
    read(new URLSearchParams({ payload }).toString(), "application/x-www-form-urlencoded").events,
  ).toHaveLength(1)
  expect(first([{ ...code("x").alert, state: "fixed" }])).toMatchObject({ kind: "resolved" })
  expect(read({ zen: "Keep it simple.", hook_id: 1 }).ignored).toMatch(/ping/)
  expect(read({ action: "opened", issue: {}, repository, sender: {} }).ignored).toMatch(/no security alert/)
  expect(() => read({ a: 1 })).toThrow(/neither/)
})

test("the audit log tells of an alert by the same number as the webhook; the rest of it is no alert", () => {
  const entry = {
    action: "repository_vulnerability_alert.dismiss",
    actor: "ann",
    org: "acme",
    repo: "acme/shop",
    alert_number: 3,
    "@timestamp": 1767225600000,
  }
  expect(first(entry)).toMatchObject({
    kind: "resolved",
    dedupeKey: ["dependabot", "acme/shop", "3"],
    occurredAt: "2026-01-01T00:00:00Z",
  })
  expect(first({ ...entry, action: "secret_scanning_alert.create", number: 4 })).toMatchObject({
    kind: "firing",
    severity: "high",
  })
  expect(read({ ...entry, action: "org.block_user" }).ignored).toMatch(/audit log/)
})

test("a list of one repository's alerts: the link names it, the title the weakness", () => {
  const { alert } = code("created", { description: "CVE-2026-1001 Severity=High" })
  const listed = { ...alert, html_url: "https://github.com/acme/shop/security/code-scanning/3" }
  expect(first([listed])).toMatchObject({
    asset: "acme/shop",
    dedupeKey: ["code_scanning", "acme/shop", "3"],
    observables: [{ type: "cve", value: "CVE-2026-1001" }],
  })
})

test("what GraphQL lists is what the webhook says", () => {
  const node = {
    number: 4,
    state: "FIXED",
    createdAt: "2026-01-01T00:00:00Z",
    fixedAt: "2026-01-02T00:00:00Z",
    securityVulnerability: {
      severity: "MODERATE",
      package: { name: "left-pad" },
      advisory: { summary: "Denial of service", identifiers: [{ type: "CVE", value: "CVE-2026-1002" }] },
    },
  }
  const answer = (nodes: unknown[]) => ({
    data: { search: { nodes: [{ nameWithOwner: "acme/shop", vulnerabilityAlerts: { nodes } }] } },
  })
  expect(first(answer([node]))).toMatchObject({
    kind: "resolved",
    severity: "medium",
    title: "Denial of service",
    asset: "acme/shop",
    dedupeKey: ["dependabot", "acme/shop", "4"],
    occurredAt: "2026-01-02T00:00:00Z",
    observables: [{ type: "cve", value: "CVE-2026-1002" }],
    labels: { package: "left-pad" },
    partial: [],
  })
  expect(read(answer([])).ignored).toMatch(/without alerts/)
})
