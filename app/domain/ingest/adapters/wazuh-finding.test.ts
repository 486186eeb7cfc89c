import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "wazuh", contentType: "application/json", body: JSON.stringify(body) })

const finding = {
  "@timestamp": "2026-05-06T07:08:09.100Z",
  event: { original: "Failed password for ops from 203.0.113.9 port 5022 ssh2" },
  source: { ip: "203.0.113.9" },
  user: { name: "ops" },
  wazuh: {
    agent: { id: "021", name: "edge-7" },
    integration: { name: "linux", category: "system-activity" },
    event: { id: "f1" },
    rule: {
      id: "d5cc0e71-bcbb",
      level: "low",
      title: "Failed authentication attempt",
      mitre: { technique: { id: ["T1110"], name: ["Brute Force"] }, tactic: { id: ["TA0006"] } },
      tags: ["low", "attack.t1078"],
    },
  },
}
const levelled = (level: string) => ({
  ...finding,
  wazuh: { ...finding.wazuh, rule: { ...finding.wazuh.rule, level } },
})

test.each([
  ["one", finding],
  ["a hit of the indexer", { hits: { hits: [{ _index: "wazuh-findings-v5-security", _source: finding }] } }],
])("a finding of Wazuh 5: %s", (_name, body) => {
  const { events } = read(body)
  expect(events).toHaveLength(1)
  expect(events[0]).toMatchObject({
    kind: "firing",
    title: "Failed authentication attempt",
    severity: "low",
    sourceSeverity: "low",
    externalId: "f1",
    dedupeKey: ["d5cc0e71-bcbb", "edge-7", "source=203.0.113.9|user=ops"],
    asset: "edge-7",
    rule: "d5cc0e71-bcbb",
    occurredAt: "2026-05-06T07:08:09.100Z",
    techniques: ["T1110", "T1078"],
    partial: [],
    observables: [
      { type: "ip", value: "203.0.113.9" },
      { type: "user", value: "ops" },
    ],
  })
})

test.each([
  ["informational", "info"],
  ["medium", "medium"],
  ["high", "high"],
  ["critical", "critical"],
])("its level %s is %s", (level, severity) =>
  expect(read(levelled(level)).events[0]?.severity).toBe(severity),
)

test("an event that no rule has matched is no alert", () =>
  expect(read({ ...finding, wazuh: { ...finding.wazuh, rule: undefined } })).toMatchObject({
    events: [],
    ignored: expect.stringMatching(/no rule/),
  }))
