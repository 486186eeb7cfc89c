import { mintScope } from "#app/auth/mint-scope.server.ts"
import { publicHolidays } from "#app/domain/sla/catalogue/holidays.ts"
import { readTerms } from "#app/domain/sla/catalogue/read-terms.server.ts"
import { saveCalendar } from "#app/domain/sla/catalogue/save-calendar.server.ts"
import { savePolicy } from "#app/domain/sla/catalogue/save-policy.server.ts"
import { bindPolicy } from "#app/domain/sla/policies/bind.server.ts"
import { calendarDraft, policyDraft } from "#app/domain/sla/policies/policy-draft.ts"
import type { SlaPolicyId } from "#app/kernel/ids.ts"
import type { Actor } from "#app/kernel/scope.ts"
import { Temporal } from "#app/kernel/time.ts"
import { inProvider } from "#db/provider-door.ts"
import { inTenantAt } from "#db/tenant.ts"
import type { SeededClient } from "./story.ts"

/** Minutes at P1 to P4. */
type Promised = Readonly<Record<string, readonly number[]>>

const officeHours: Promised = { acknowledge: [15, 30, 120, 480], resolve: [240, 480, 1440, 2400] }
const roundTheClock: Promised = {
  acknowledge: [15, 30, 120, 480],
  first_response: [45, 60],
  contain: [60, 240],
  resolve: [240, 480, 1440, 4320],
  handoff_accept: [15, 30, 60, 240],
  vuln_fix: [2880, 10_080, 43_200, 129_600],
}

/** Clients by what they bought; the others keep the default promise. */
const bought = {
  essential: ["ALPM", "ORCH", "RIVE", "TEMP"],
  premier: ["NORD", "HELI", "QUAN", "COBA"],
} as const

/** What the demo's clients were promised, since its history begins: office hours in London for some, the clock round for others. */
export async function promiseService(
  clients: readonly SeededClient[],
  from: number,
  actor: Actor,
): Promise<void> {
  const since = Temporal.Instant.fromEpochMilliseconds(from)
  const year = since.toZonedDateTimeISO("Europe/London").year
  const day: [string, string][] = [["08:30", "17:30"]]
  const { essential, premier } = await inProvider<
    "sla.manage" | "sla.read",
    Record<"essential" | "premier", SlaPolicyId>
  >(actor, async (tx) => {
    const office = await saveCalendar(tx, {
      name: "Office hours, London",
      draft: calendarDraft.parse({
        zone: "Europe/London",
        weekly: { mon: day, tue: day, wed: day, thu: day, fri: [["08:30", "16:30"]] },
        holidays: publicHolidays("GB", [year, year + 1]),
      }),
      effectiveFrom: since,
    })
    const saved = (name: string, promised: Promised, calendar: string) =>
      savePolicy(tx, {
        name,
        draft: policyDraft.parse({ targets: targetsOf(promised, calendar) }),
        effectiveFrom: since,
      })
    return {
      essential: (await saved("Essential", officeHours, office.id)).id,
      premier: (await saved("Premier 24×7", roundTheClock, "always")).id,
    }
  })
  for (const [policyId, codes] of [
    [essential, bought.essential],
    [premier, bought.premier],
  ] as const) {
    const terms = await inProvider<"sla.read", Awaited<ReturnType<typeof readTerms>>>(actor, (tx) =>
      readTerms(tx, policyId),
    )
    for (const { tenantId, client } of clients)
      if ((codes as readonly string[]).includes(client.code))
        await inTenantAt(mintScope<"sla.manage">(tenantId, actor), since, (t) =>
          bindPolicy(t, { ...terms, effectiveFrom: since }),
        )
  }
}

function targetsOf(promised: Promised, calendar: string) {
  return Object.entries(promised).flatMap(([metric, minutes]) =>
    minutes.map((target, i) => ({ metric, priority: i + 1, seconds: target * 60, calendar })),
  )
}
