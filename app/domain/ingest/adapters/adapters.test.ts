import fc from "fast-check"
import { expect, test } from "vitest"
import type { CanonicalEvent } from "../adapter.ts"
import { normaliseDelivery } from "../normalise.ts"
import { adapters } from "../registry.ts"
import { UnreadableBody } from "../unreadable-body.ts"

const read = (adapterKey: string, body: unknown, contentType = "application/json") =>
  normaliseDelivery({ adapterKey, contentType, body: typeof body === "string" ? body : JSON.stringify(body) })
const first = (adapterKey: string, body: unknown): CanonicalEvent =>
  read(adapterKey, body).events[0] as CanonicalEvent

/** Invented deliveries, one or two of each tool. */
const examples: Readonly<Record<string, readonly unknown[]>> = {
  alertmanager: [
    {
      version: "4",
      status: "firing",
      alerts: [
        {
          status: "firing",
          labels: { alertname: "Down", instance: "web-1", severity: "page" },
          annotations: { summary: "web-1 is down" },
          startsAt: "2026-01-01T00:00:00Z",
          fingerprint: "ab12",
        },
      ],
      commonLabels: {},
    },
    [{ labels: { alertname: "Bare" }, startsAt: "2026-01-01T00:00:00Z" }],
  ],
  wazuh: [
    {
      timestamp: "2026-01-01T00:00:00.000+0000",
      id: "1.2",
      rule: { id: "5712", level: 10, description: "brute force", groups: ["sshd"], mitre: { id: ["T1110"] } },
      agent: { name: "web-1" },
      data: { srcip: "198.51.100.7" },
    },
  ],
  zabbix: [
    {
      event_id: "9",
      trigger_id: "31",
      event_name: "Link down",
      event_value: "1",
      event_nseverity: "4",
      host_name: "sw-1",
    },
  ],
  suricata: [
    {
      timestamp: "2026-01-01T00:00:00.000000+0000",
      event_type: "alert",
      src_ip: "203.0.113.5",
      dest_ip: "10.0.0.1",
      alert: { gid: 1, signature_id: 7, signature: "scan", severity: 1 },
    },
  ],
  pagerduty: [
    {
      event_action: "trigger",
      dedup_key: "k",
      payload: { summary: "queue full", source: "q-1", severity: "error" },
    },
  ],
  generic: [{ title: "Disk full", severity: "high", key: "disk-1", asset: "db-1" }],
}

test("every adapter has an example", () =>
  expect(Object.keys(examples).sort()).toEqual(Object.keys(adapters).sort()))

test.each([
  [
    "alertmanager",
    {
      title: "Down: web-1 is down",
      severity: "critical",
      asset: "web-1",
      externalId: "ab12",
      kind: "firing",
    },
  ],
  [
    "wazuh",
    { title: "brute force", severity: "medium", asset: "web-1", externalId: "1.2", techniques: ["T1110"] },
  ],
  ["zabbix", { title: "Link down", severity: "high", asset: "sw-1", externalId: "9", kind: "firing" }],
  ["suricata", { title: "scan", severity: "high", discipline: "soc", rule: "1:7" }],
  ["pagerduty", { title: "queue full", severity: "high", asset: "q-1", externalId: "k" }],
  ["generic", { title: "Disk full", severity: "high", asset: "db-1", externalId: "disk-1" }],
])("%s reads its example", (key, expected) => expect(first(key, examples[key]?.[0])).toMatchObject(expected))

test.each([
  [
    "alertmanager",
    (status: string) => ({ status, alerts: [{ status, labels: { alertname: "A", instance: "h" } }] }),
    "resolved",
  ],
  [
    "zabbix",
    (value: string) => ({
      event_id: "9",
      trigger_id: "31",
      event_name: "Link down",
      event_value: value === "firing" ? "1" : "0",
    }),
    "resolved",
  ],
  [
    "pagerduty",
    (action: string) => ({
      event_action: action === "firing" ? "trigger" : "resolve",
      dedup_key: "k",
      payload: { summary: "s", source: "h" },
    }),
    "resolved",
  ],
  ["generic", (status: string) => ({ key: "k", title: "t", status }), "resolved"],
] as const)("%s: the resolve has the key of what it resolves", (key, body, word) => {
  const [firing, resolved] = [first(key, body("firing")), first(key, body(word))]
  expect([firing.kind, resolved.kind]).toEqual(["firing", "resolved"])
  expect(resolved.dedupeKey).toEqual(firing.dedupeKey)
})

test.each([
  ["suricata", { event_type: "flow", src_ip: "1.1.1.1" }, /telemetry/],
  ["pagerduty", { payload: { summary: "deployed", source: "ci" } }, /change event/],
  ["generic", { ping: 1, test: true }, /test/],
])("%s accepts and ignores what is no alert", (key, body, why) =>
  expect(read(key, body).ignored).toMatch(why),
)

test("an unknown severity is the default and is said; none at all is just the default", () => {
  expect(first("generic", { title: "t", severity: "purple" })).toMatchObject({
    severity: "medium",
    partial: ["severity:default(purple)"],
  })
  expect(first("generic", { title: "t" })).toMatchObject({
    severity: "medium",
    sourceSeverity: null,
    partial: [],
  })
})

test("fields in another case and numbers as text are read", () => {
  expect(
    first("wazuh", { Rule: { ID: 5712, Level: "12", Description: "x" }, Agent: { Name: "h" } }),
  ).toMatchObject({ severity: "high", asset: "h", rule: "5712" })
})

test("NUL bytes, broken surrogates and scripts are harmless text", () => {
  const event = first("generic", {
    title: "a\u0000b\ud800<script>",
    url: "javascript:alert(1)",
    labels: { x: "\u0000" },
  })
  expect(event.title).toBe("a\uFFFDb\uFFFD<script>")
  expect(event.url).toBeNull()
  expect(JSON.stringify(event)).not.toContain("\\u0000")
})

/** Changes an example as drift would: drops fields, changes types and case, plants junk. */
function drift(value: unknown, chance: () => number, junk: unknown, depth = 0): unknown {
  if (chance() < 0.08) return junk
  if (Array.isArray(value)) return value.map((item) => drift(item, chance, junk, depth + 1))
  if (typeof value !== "object" || value === null)
    return chance() < 0.1 ? [value] : typeof value === "number" && chance() < 0.3 ? String(value) : value
  return Object.fromEntries(
    Object.entries(value)
      .filter(() => chance() > 0.1)
      .map(([key, inner]) => [
        chance() < 0.15 ? key.toUpperCase() : key,
        drift(inner, chance, junk, depth + 1),
      ]),
  )
}

test.each(Object.keys(adapters))(
  "%s survives drift: no throw but UnreadableBody, clean text, bounded",
  (key) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(examples[key] ?? [])),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        fc.jsonValue({ maxDepth: 4 }),
        (example, stream, junk) => {
          const chance = () => stream.next().value ?? 0.5
          try {
            for (const event of read(key, drift(example, chance, junk)).events) {
              expect(event.title.length).toBeGreaterThan(0)
              expect(event.title.length).toBeLessThanOrEqual(500)
              expect(JSON.stringify(event).isWellFormed()).toBe(true)
              expect(JSON.stringify(event)).not.toContain("\\u0000")
            }
          } catch (error) {
            expect(error).toBeInstanceOf(UnreadableBody)
          }
        },
      ),
      { numRuns: 300 },
    )
  },
)
