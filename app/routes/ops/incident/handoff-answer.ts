import * as z from "zod"
import { withTenantOf } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { answerHandoff } from "#app/domain/handoffs/answer.server.ts"
import { answerActs } from "#app/domain/handoffs/handoff.ts"
import { onAction } from "#app/http/errors.server.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import type { Route } from "./+types/handoff-answer"

const form = z.object({
  act: z.enum(answerActs),
  reason: z.string().max(5000).default(""),
  containmentVerified: z
    .literal("yes")
    .optional()
    .transform((ticked) => ticked === "yes"),
})

/** The answer of the team that was asked: it is theirs to give, whoever owns the incident meanwhile. */
export async function action({ request, params }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const id = parseId("handoff", params.handoffId)
    const answer = parseForm(await readForm(request), form)
    await withTenantOf(person, { kind: "handoff", id }, ["incidents.work"], (t) =>
      answerHandoff(t, id, answer),
    )
    return { act: answer.act }
  })
}
