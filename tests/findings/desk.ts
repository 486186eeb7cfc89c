import { mintPortfolio } from "#app/auth/mint-scope.server.ts"
import type { FindingFilter } from "#app/domain/findings/filter.ts"
import { listFindings } from "#app/domain/findings/read.server.ts"
import { slaMetrics } from "#app/domain/sla/clock/metric.ts"
import { bindPolicy } from "#app/domain/sla/policies/bind.server.ts"
import { storedPolicy } from "#app/domain/sla/policies/policy-draft.ts"
import { newId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Actor } from "#app/kernel/scope.ts"
import { instant, Temporal } from "#app/kernel/time.ts"
import { inPortfolio, inTenant, inTenantAt, type TenantTx } from "#db/tenant.ts"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { type Floor, newFloor } from "../support/floor.ts"
import { ana } from "../support/tenants.ts"

export const lead: Actor = { kind: "user", id: newId(), name: "Lea Lead" }

/** One entry of a scanner's report, in the words of the generic source. */
export const weakness = (more: object = {}) => ({
  title: "Remote code execution in examplelib",
  category: "vulnerability",
  severity: "high",
  asset: "web-01.customer.example",
  rule: "CVE-2026-1001",
  key: "web-01 CVE-2026-1001 443",
  description: "CVE-2026-1001 in examplelib 1.2",
  ...more,
})
export const gone = (more: object = {}) => weakness({ status: "resolved", ...more })

type Needs = "alerts.triage" | "alerts.read" | "incidents.work" | "incidents.read" | "findings.approve"

/** Long enough ago that everything in a test happened before now. */
const start = Date.now() - 20 * 3_600_000

/** A client with a source of findings; times are minutes from the beginning of the test's story. */
export async function findingDesk(options: { readonly floor?: Floor } = {}) {
  const floor = options.floor ?? (await newFloor())
  const at = (minutes: number) => Temporal.Instant.fromEpochMilliseconds(start + minutes * 60_000)
  const list = (filter: FindingFilter = {}) =>
    inPortfolio(
      mintPortfolio<"alerts.read">([floor.tenant.id], ana),
      async (t) => (await listFindings(t, filter, { limit: 200 })).items,
    )
  return {
    ...{ floor, at, list },
    /** Sends deliveries, each a body or a list of entries, and lets the pipeline take them. */
    async report(...sent: (readonly [minutes: number, body: unknown])[]) {
      for (const [minutes, body] of sent) await floor.send([body], start + minutes * 60_000)
      return floor.drain()
    },
    only: async () => {
      const [first, ...others] = await list()
      if (!first || others.length > 0) throw new Error(`${others.length + (first ? 1 : 0)} findings, not one`)
      return first
    },
    act: <T>(minutes: number, work: (t: TenantTx<Needs>) => Promise<T>, actor: Actor = ana) =>
      inTenantAt(mintScope<Permission>(floor.tenant.id, actor), at(minutes), work),
  }
}

/** Promises a fix of every priority within so many hours, round the clock. */
export async function promiseFixes({ tenant }: Floor, hours: number): Promise<void> {
  const targets = slaMetrics
    .filter((metric) => metric === "vuln_fix")
    .flatMap((metric) =>
      [1, 2, 3, 4].map((priority) => ({ metric, priority, seconds: hours * 3600, calendar: "always" })),
    )
  await inTenant(tenant.scope("sla.manage"), (t) =>
    bindPolicy(t, {
      ...{ policyId: newId(), version: 1, name: "Fixes" },
      terms: storedPolicy.parse({ draft: { targets }, calendars: {} }),
      effectiveFrom: instant("2026-01-01T00:00:00Z"),
    }),
  )
}
