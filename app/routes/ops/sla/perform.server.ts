import * as z from "zod"
import { withTenantOf } from "#app/auth/guards.server.ts"
import type { Principal } from "#app/auth/principal.ts"
import { settleContest } from "#app/domain/sla/exclusions/contest.server.ts"
import { decideExclusion } from "#app/domain/sla/exclusions/decide.server.ts"
import { newBreachReason } from "#app/domain/sla/exclusions/new-breach-reason.ts"
import { newExclusion } from "#app/domain/sla/exclusions/new-exclusion.ts"
import { noteBreachReason } from "#app/domain/sla/exclusions/note-reason.server.ts"
import { requestExclusion } from "#app/domain/sla/exclusions/request.server.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { type ClockId, parseId } from "#app/kernel/ids.ts"

const request = newExclusion.extend({
  minutes: z
    .string()
    .trim()
    .transform((text) => (text === "" ? undefined : Number(text)))
    .pipe(newExclusion.shape.minutes),
})
const decide = z.object({
  id: z.string(),
  decision: z.enum(["approve", "refuse"], "choose one"),
  comment: z.string().default(""),
})
const settle = z.object({ id: z.string(), outcome: z.enum(["upheld", "rejected"], "choose one") })

/** The acts of the page of a missed clock. @throws DomainError `invalid` for none of them, and what the verbs throw */
export async function perform(who: Principal, clock: ClockId, form: FormData): Promise<null> {
  const at = { kind: "clock", id: clock } as const
  switch (form.get("act")) {
    case "request": {
      const wanted = parseForm(form, request)
      await withTenantOf(who, at, ["sla.exclude"], (t) => requestExclusion(t, clock, wanted))
      return null
    }
    case "explain": {
      const reason = parseForm(form, newBreachReason)
      await withTenantOf(who, at, ["sla.exclude"], (t) => noteBreachReason(t, clock, reason))
      return null
    }
    case "decide": {
      const { id, decision, comment } = parseForm(form, decide)
      const what = { approve: decision === "approve", comment }
      await withTenantOf(who, at, ["sla.approve"], (t) =>
        decideExclusion(t, parseId("sla-exclusion", id), what),
      )
      return null
    }
    case "settle": {
      const { id, outcome } = parseForm(form, settle)
      await withTenantOf(who, at, ["sla.approve"], (t) =>
        settleContest(t, parseId("sla-exclusion", id), outcome),
      )
      return null
    }
    default:
      throw invalid("There is no such act.")
  }
}
