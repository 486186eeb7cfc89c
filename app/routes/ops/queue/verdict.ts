import * as z from "zod"
import { withTenantOf } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import type { Person } from "#app/auth/principal.ts"
import { dispositions } from "#app/domain/alerts/alert.ts"
import { closeAlert } from "#app/domain/alerts/close.server.ts"
import { raiseAlert } from "#app/domain/alerts/raise.server.ts"
import { takeAlert } from "#app/domain/alerts/take.server.ts"
import { undoVerdict } from "#app/domain/alerts/undo.server.ts"
import { expectedError, onAction } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { type AlertId, isId, parseId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { Route } from "./+types/verdict"

const form = z.discriminatedUnion("verdict", [
  z.object({ verdict: z.literal("take"), over: z.string().optional() }),
  z.object({ verdict: z.literal("raise") }),
  z.object({
    verdict: z.literal("close"),
    disposition: z.enum(dispositions),
    comment: z.string().max(5000).optional(),
  }),
  z.object({ verdict: z.literal("undo"), undo: z.uuid() }),
])

/** What became of a verdict on one alert. */
export type VerdictResult =
  | { readonly id: string; readonly ok: true; readonly undo: string | null; readonly incidentId?: string }
  | { readonly id: string; readonly ok: false; readonly why: string }

/** Alerts one bulk verdict may name. */
const maxBulk = 500

type Work = TenantTx<"alerts.triage" | "incidents.work">

/** Takes, raises, closes or undoes, one alert at a time: what fails for one is reported and does not undo the others. */
export async function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const data = await readForm(request)
    const parsed = form.safeParse(Object.fromEntries([...data].filter(([key]) => key !== "id")))
    if (!parsed.success) throw invalid("The verdict is incomplete.")
    const ids = data.getAll("id").map(String).filter(isId).slice(0, maxBulk)
    const results: VerdictResult[] = []
    for (const id of ids) results.push(await onOne(person, parseId("alert", id), parsed.data))
    return results
  })
}

async function onOne(person: Person, id: AlertId, verdict: z.output<typeof form>): Promise<VerdictResult> {
  try {
    const done = await withTenantOf(person, { kind: "alert", id }, ["alerts.triage", "incidents.work"], (t) =>
      apply(t, id, verdict),
    )
    return { id, ok: true, ...done }
  } catch (error) {
    const expected = expectedError(error)
    if (!expected) throw error
    return { id, ok: false, why: expected.message }
  }
}

async function apply(
  t: Work,
  id: AlertId,
  verdict: z.output<typeof form>,
): Promise<{ undo: string | null; incidentId?: string }> {
  switch (verdict.verdict) {
    case "take":
      return takeAlert(t, id, { over: verdict.over === "yes" })
    case "raise":
      return raiseAlert(t, id)
    case "close":
      return closeAlert(t, id, {
        disposition: verdict.disposition,
        ...(verdict.comment ? { comment: verdict.comment } : {}),
      })
    case "undo":
      await undoVerdict(t, verdict.undo)
      return { undo: null }
  }
}
