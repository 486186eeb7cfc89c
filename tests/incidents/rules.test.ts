import { desc, eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { createRule } from "#app/domain/correlation/create.server.ts"
import { deleteRule } from "#app/domain/correlation/delete.server.ts"
import { moveRule } from "#app/domain/correlation/move.server.ts"
import { listRules } from "#app/domain/correlation/read.server.ts"
import { setRuleEnabled } from "#app/domain/correlation/set-enabled.server.ts"
import { lookAtRules } from "#app/domain/correlation/simulate.server.ts"
import { updateRule } from "#app/domain/correlation/update.server.ts"
import { withDraft } from "#app/domain/correlation/wanted.ts"
import { mintPortfolio } from "#app/auth/mint-scope.server.ts"
import { newId } from "#app/kernel/ids.ts"
import { inProvider, type ProviderTx } from "#db/provider-door.ts"
import { providerAuditEntries } from "#db/schema/audit.ts"
import { inPortfolio } from "#db/tenant.ts"
import { definition } from "../support/correlation.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"
import { inOneTurn } from "../support/looks.ts"
import { ana } from "../support/tenants.ts"

await testDatabase()
const manage = <T>(work: (tx: ProviderTx<"rules.manage" | "rules.read">) => Promise<T>) =>
  inProvider<"rules.manage" | "rules.read", T>(ana, work)
const wanted = (name: string, more: object = {}) => ({
  ...{ name, enabled: true, clients: null },
  definition: definition(more),
})
const names = async () => (await manage(listRules)).map((rule) => rule.name)
const lastAudit = async () =>
  (
    await manage((tx) =>
      tx.sql
        .select()
        .from(providerAuditEntries)
        .where(eq(providerAuditEntries.targetKind, "rule"))
        .orderBy(desc(providerAuditEntries.id))
        .limit(1),
    )
  )[0]

test("a rule is added last, moved, saved as its next version, switched off and taken off, each with its audit entry", async () => {
  const [first, second] = [
    await manage((tx) => createRule(tx, wanted("First"))),
    await manage((tx) => createRule(tx, wanted("Second"))),
  ]
  expect(await names()).toEqual(["First", "Second"])
  expect(await lastAudit()).toMatchObject({
    action: "rule.create",
    targetId: second,
    after: { name: "Second" },
  })

  await manage((tx) => moveRule(tx, second, "up"))
  await manage((tx) => moveRule(tx, second, "up"))
  expect(await names()).toEqual(["Second", "First"])
  expect(await lastAudit()).toMatchObject({
    action: "rule.move",
    before: { position: 2 },
    after: { position: 1 },
  })

  const { version } = (await manage(listRules)).find((rule) => rule.id === first)!
  await manage((tx) => updateRule(tx, first, wanted("First", { maxAlerts: 20 }), version))
  expect(await lastAudit()).toMatchObject({
    ...{
      action: "rule.update",
      before: { version, maxAlerts: 150 },
      after: { version: version + 1, maxAlerts: 20 },
    },
  })
  await expect(manage((tx) => updateRule(tx, first, wanted("Late"), version))).rejects.toMatchObject({
    code: "conflict",
  })

  await manage((tx) => setRuleEnabled(tx, first, false))
  expect(await lastAudit()).toMatchObject({ action: "rule.disable", after: { enabled: false } })
  await manage((tx) => deleteRule(tx, second))
  expect(await lastAudit()).toMatchObject({ action: "rule.delete", before: { name: "Second" } })
  expect(await names()).toEqual(["First"])
  await expect(manage((tx) => deleteRule(tx, second))).rejects.toMatchObject({ code: "not_found" })
})

test("two rules of one name are refused, whatever the case", async () => {
  await manage((tx) => createRule(tx, wanted("Unique")))
  await expect(manage((tx) => createRule(tx, wanted("unique")))).rejects.toMatchObject({
    ...{ code: "invalid", fields: { name: expect.stringContaining("Another rule") } },
  })
  await expect(manage((tx) => moveRule(tx, newId(), "up"))).rejects.toMatchObject({ code: "not_found" })
})

test("a list is tried on the past of the clients in reach, and changes nothing", async () => {
  const [floor, other] = [await newFloor(), await newFloor()]
  for (const { send } of [floor, other])
    await send(
      ["a", "b", "c"].map((asset) => ({ key: asset, title: "Down", severity: "high", asset, rule: asset })),
      Date.now() - 3_600_000,
    )
  await floor.drain()
  const draft = withDraft([], wanted("All together", { groupBy: [] }), null)
  const found = await inPortfolio(mintPortfolio<"alerts.read">([floor.tenant.id], ana), (t) =>
    inOneTurn(lookAtRules({ draft, saved: [], client: null }, null), t),
  )
  expect(found).toMatchObject({
    incidents: 1,
    alerts: 3,
    actual: 3,
    saved: { incidents: 3 },
    total: 3,
  })
  expect(found.largest).toMatchObject([{ tenantId: floor.tenant.id, alerts: 3 }])
  const nobody = await inPortfolio(mintPortfolio<"alerts.read">("all", ana), (t) =>
    inOneTurn(lookAtRules({ draft, saved: null, client: newId() }, null), t),
  )
  expect(nobody).toMatchObject({ alerts: 0, incidents: 0, saved: null })
})
