import { expect, test } from "vitest"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { closeClearedAlerts } from "#app/domain/alerts/close-cleared.server.ts"
import { closeAlert } from "#app/domain/alerts/close.server.ts"
import { releaseAlert } from "#app/domain/alerts/release.server.ts"
import { takeAlert } from "#app/domain/alerts/take.server.ts"
import { listHistory } from "#app/domain/audit/read.server.ts"
import { listIncidents, readIncident, readIncidentClocks } from "#app/domain/incidents/read.server.ts"
import { createSuppression } from "#app/domain/suppressions/create.server.ts"
import { endSuppression } from "#app/domain/suppressions/end.server.ts"
import { extendSuppression } from "#app/domain/suppressions/extend.server.ts"
import { lookAtSuppression } from "#app/domain/suppressions/preview.server.ts"
import { readSuppression } from "#app/domain/suppressions/read.server.ts"
import type { SuppressionRuleId } from "#app/kernel/ids.ts"
import { instantNow, secondsBetween, Temporal } from "#app/kernel/time.ts"
import { inTenant, inTenantAt } from "#db/tenant.ts"
import { releaseSuppressed } from "#workers/handlers/release-suppressed.ts"
import { releaseHidden } from "#workers/pipeline/release.ts"
import { contextOf } from "#workers/runtime.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"
import { inOneTurn } from "../support/looks.ts"

const { owner } = await testDatabase()
const minute = 60_000
const disk = (more: object = {}) => ({
  ...{ key: "disk", title: "Disk full", severity: "high", asset: "db-1", status: "firing", rule: "disk" },
  ...more,
})
const conditions = [{ field: "rule", op: "is" as const, values: ["disk"], foldCase: true }]
const ago = (minutes: number) => instantNow().subtract({ minutes })

/** A rule that somebody made so many minutes ago. */
function hasRule(floor: Floor, minutesAgo = 10, more: object = {}) {
  return inTenantAt(floor.tenant.scope("suppressions.manage"), ago(minutesAgo), (t) =>
    createSuppression(t, {
      ...{ name: "Disk noise", reason: "known, ticket 12", validSeconds: 3600, hideOpen: false },
      matcher: { mode: "all", conditions },
      ...more,
    }),
  )
}
const ruleOf = (floor: Floor, id: SuppressionRuleId) =>
  inTenant(floor.tenant.scope("suppressions.manage"), (t) => readSuppression(t, id))
const clocksOf = async (floor: Floor) => {
  await owner`alter table sla_clocks no force row level security`
  const rows = await owner`select state, alert_id from sla_clocks where tenant_id = ${floor.tenant.id}`
  await owner`alter table sla_clocks force row level security`
  return rows
}
const incidentsOf = (floor: Floor) =>
  inTenant(
    floor.tenant.scope("incidents.read"),
    async (t) => (await listIncidents(t, {}, { limit: 50, order: "queue" })).items,
  )

test("2.3.9 a new alert that a live rule means is stored and hidden: no incident, no clock, and the rule counts it", async () => {
  const floor = await newFloor()
  const { id } = await hasRule(floor)
  await floor.send([disk(), disk(), disk({ key: "other", rule: "link", title: "Link down" })])
  await floor.drain()
  const alerts = await floor.alerts()
  expect(alerts.map((a) => [a.title, a.suppressedBy, a.incident !== null]).sort()).toEqual([
    ["Disk full", "rule", false],
    ["Link down", null, true],
  ])
  const hidden = alerts.find((a) => a.suppressedBy)!
  expect(hidden).toMatchObject({ suppressedById: id, dueAt: null, count: 2, state: "new" })
  expect((await clocksOf(floor)).filter((c) => c["alert_id"] === hidden.id)).toEqual([])
  const rule = await ruleOf(floor, id)
  expect(rule.hits).toBe(1)
  expect(rule.lastHitAt?.equals(hidden.lastSeenAt)).toBe(true)
})

test("2.3.9 hits do not depend on where batches end; a repeat moves the last hit alone", async () => {
  const floor = await newFloor()
  const { id } = await hasRule(floor)
  await floor.send([disk()])
  await floor.drain()
  const first = (await ruleOf(floor, id)).lastHitAt!
  await floor.send([disk(), disk({ key: "disk-2" })], Date.now() + 1000)
  await floor.drain()
  const rule = await ruleOf(floor, id)
  expect(rule.hits).toBe(2)
  expect(secondsBetween(first, rule.lastHitAt!)).toBeGreaterThan(0)
})

test("2.3.9 what came before the rule, is worked on or is in an incident is not pulled back", async () => {
  const floor = await newFloor()
  await floor.send([disk()])
  await floor.drain()
  await floor.send([
    disk({ key: "low", severity: "low" }),
    disk({ key: "taken", severity: "low", rule: "taken" }),
  ])
  await floor.drain()
  const taken = (await floor.alerts()).find((a) => a.rule === "taken")!
  await inTenant(floor.tenant.scope("alerts.triage", "incidents.work"), (t) => takeAlert(t, taken.id))
  await hasRule(floor, 0, {
    matcher: { mode: "any", conditions: [...conditions, { ...conditions[0]!, values: ["taken"] }] },
  })
  const shown = async () => (await floor.alerts()).filter((a) => !a.suppressedBy).map((a) => a.externalId)
  expect((await shown()).sort()).toEqual(["disk", "low", "taken"])
  await floor.send(
    [disk(), disk({ key: "low", severity: "low" }), disk({ key: "taken", severity: "low", rule: "taken" })],
    Date.now() + 1000,
  )
  await floor.drain()
  // The low one joined the incident of its rule, as the other did.
  expect((await shown()).sort()).toEqual(["disk", "low", "taken"])
})

test("2.3.9 an untouched alert outside any incident goes when it fires again, and its clock with it", async () => {
  const floor = await newFloor()
  await floor.send([disk({ severity: "low" })])
  await floor.drain()
  expect((await floor.alerts())[0]?.dueAt).not.toBeNull()
  await hasRule(floor, 0)
  await floor.send([disk({ severity: "low" })], Date.now() + 1000)
  await floor.drain()
  expect((await floor.alerts())[0]).toMatchObject({ suppressedBy: "rule", dueAt: null })
  expect((await clocksOf(floor)).every((c) => c["state"] === "cancelled")).toBe(true)
})

test("2.3.9 a person may hide what is open as well; its incident stays", async () => {
  const floor = await newFloor()
  await floor.send([disk(), disk({ key: "low", rule: "disk", severity: "low" })])
  await floor.drain()
  const { id, hidden } = await hasRule(floor, 0, { hideOpen: true })
  expect(hidden).toBe(2)
  expect((await floor.alerts()).map((a) => [a.suppressedBy, a.dueAt])).toEqual([
    ["rule", null],
    ["rule", null],
  ])
  expect((await incidentsOf(floor)).map((i) => i.stage)).toEqual(["new"])
  expect((await ruleOf(floor, id)).hits).toBe(2)
})

test("2.3.5 firing | closed as FP: new alert unless a suppression rule matches", async () => {
  const floor = await newFloor()
  await floor.send([disk({ severity: "low" })])
  await floor.drain()
  const before = (await floor.alerts())[0]!
  await inTenant(floor.tenant.scope("alerts.triage"), (t) =>
    closeAlert(t, before.id, { disposition: "false_positive.rule" }),
  )
  await hasRule(floor, 0)
  await floor.send([disk({ severity: "critical" })], Date.now() + 1000)
  await floor.drain()
  const alerts = await floor.alerts()
  expect(alerts.map((a) => [a.state, a.suppressedBy])).toEqual([
    ["new", "rule"],
    ["closed", null],
  ])
  expect(await incidentsOf(floor)).toEqual([])
})

test("2.3.9 clears of hidden alerts are processed, and they close by themselves", async () => {
  const floor = await newFloor()
  await hasRule(floor, 30)
  await floor.send([disk()], Date.now() - 20 * minute)
  await floor.send([disk({ status: "resolved" })], Date.now() - 19 * minute)
  await floor.drain()
  expect((await floor.alerts())[0]).toMatchObject({ suppressedBy: "rule", condition: "cleared" })
  const system = mintScope<"alerts.triage" | "incidents.work">(floor.tenant.id, { kind: "system", name: "t" })
  await inTenant(system, closeClearedAlerts)
  expect((await floor.alerts())[0]).toMatchObject({ state: "closed", disposition: "auto_cleared" })
  expect(await releaseHidden(floor.tenant.id)).toBe(0)
})

test("2.3.9 when a rule expires, what still fires comes back as if new at that moment, exactly once", async () => {
  const floor = await newFloor()
  await hasRule(floor, 70)
  await floor.send([disk(), disk({ key: "disk-2", asset: "db-2" })], Date.now() - 60 * minute)
  await floor.drain()
  const run = () => releaseSuppressed.run(contextOf("test"))
  await Promise.all([run(), run()])
  await run()
  const alerts = await floor.alerts()
  expect(alerts.map((a) => [a.suppressedBy, a.flags, a.incident?.reference])).toEqual([
    [null, ["released"], `${floor.tenant.code}-1001`],
    [null, ["released"], `${floor.tenant.code}-1001`],
  ])
  const end = Math.abs(secondsBetween(alerts[0]!.occurredAt!, ago(10)))
  expect(end).toBeLessThan(5)
  await inTenant(floor.tenant.scope("incidents.read", "audit.read", "alerts.read"), async (t) => {
    const id = alerts[0]!.incident!.id
    expect(await readIncident(t, id)).toMatchObject({ alertCount: 2, priority: 2 })
    expect((await readIncident(t, id)).openedAt.equals(alerts[0]!.occurredAt!)).toBe(true)
    for (const clock of await readIncidentClocks(t, id))
      expect(clock.startedAt.equals(alerts[0]!.occurredAt!)).toBe(true)
    for (const alert of alerts)
      expect((await listHistory(t, alert.id)).map((e) => e.action)).toEqual(["alert.release"])
  })
})

test("2.3.9 a low alert that comes back has its own clock from the end of the rule", async () => {
  const floor = await newFloor()
  await hasRule(floor, 70)
  await floor.send([disk({ severity: "low" })], Date.now() - 65 * minute)
  await floor.drain()
  expect(await releaseHidden(floor.tenant.id)).toBe(1)
  const [alert] = await floor.alerts()
  expect(alert).toMatchObject({ suppressedBy: null, incident: null })
  expect(secondsBetween(alert!.occurredAt!, alert!.dueAt!)).toBeGreaterThan(600)
  expect((await clocksOf(floor)).length).toBe(1)
})

test("2.3.9 ended by a person it lets go at once; where another rule means the alert, that one takes over", async () => {
  const floor = await newFloor()
  const { id } = await hasRule(floor)
  await floor.send([disk()])
  await floor.drain()
  const second = await hasRule(floor, 5)
  const manage = floor.tenant.scope("suppressions.manage")
  await inTenant(manage, (t) => endSuppression(t, id))
  await expect(inTenant(manage, (t) => endSuppression(t, id))).rejects.toMatchObject({ code: "conflict" })
  expect(await releaseHidden(floor.tenant.id)).toBe(0)
  expect((await floor.alerts())[0]).toMatchObject({ suppressedBy: "rule", suppressedById: second.id })
  expect((await ruleOf(floor, second.id)).hits).toBe(1)
  await inTenant(manage, (t) => endSuppression(t, second.id))
  expect(await releaseHidden(floor.tenant.id)).toBe(1)
  expect((await floor.alerts())[0]?.incident).not.toBeNull()
})

test("2.3.9 a person lets one go while the rule holds: it comes back with an incident and stays", async () => {
  const floor = await newFloor()
  await hasRule(floor)
  await floor.send([disk({ severity: "low" })])
  await floor.drain()
  const { id } = (await floor.alerts())[0]!
  await inTenant(floor.tenant.scope("suppressions.manage"), (t) => releaseAlert(t, id))
  expect(await releaseHidden(floor.tenant.id)).toBe(1)
  await floor.send([disk({ severity: "low" })], Date.now() + 1000)
  await floor.drain()
  expect((await floor.alerts())[0]).toMatchObject({ suppressedBy: null, count: 2 })
  expect(await releaseHidden(floor.tenant.id)).toBe(0)
})

test("2.3.9 a rule is extended by a person up to 90 days from now, and not once it is over", async () => {
  const floor = await newFloor()
  const { id } = await hasRule(floor)
  const manage = floor.tenant.scope("suppressions.manage")
  const extended = await inTenant(manage, (t) => extendSuppression(t, id, 1e9))
  expect(Math.round(secondsBetween(instantNow(), extended.expiresAt) / 86_400)).toBe(90)
  const later = Temporal.Instant.from(extended.expiresAt.toString())
  await expect(inTenantAt(manage, later, (t) => extendSuppression(t, id, 60))).rejects.toMatchObject({
    code: "conflict",
  })
})

test("2.3.9 the preview tells what would have been hidden, of which incidents, and nothing of another client", async () => {
  const [floor, other] = [await newFloor(), await newFloor()]
  await other.send([disk()])
  await floor.send([
    disk(),
    disk({ key: "low", severity: "low", rule: "x" }),
    disk({ key: "l", rule: "link" }),
  ])
  await floor.drain()
  const preview = await inTenant(floor.tenant.scope("alerts.read", "suppressions.manage"), (t) =>
    inOneTurn(
      lookAtSuppression(
        floor.tenant.id,
        {
          mode: "all",
          conditions: [{ field: "rule", op: "is", values: ["disk", "x"], foldCase: true }],
        },
        null,
      ),
      t,
    ),
  )
  expect(preview).toMatchObject({ total: 3, looked: 3, hidden: 2, becameIncidents: 1, open: 2 })
  expect(preview.examples.map((e) => e.isInIncident)).toEqual([true, false])
})
