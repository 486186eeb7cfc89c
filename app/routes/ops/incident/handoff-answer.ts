import * as z from "zod"
import { withTenantOf } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { answerHandoff } from "#app/domain/handoffs/answer.server.ts"
import { approveAsLead, maxWord, recordClientWord } from "#app/domain/handoffs/approve.server.ts"
import { answerActs } from "#app/domain/handoffs/handoff.ts"
import { onAction } from "#app/http/errors.server.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import type { Route } from "./+types/handoff-answer"

const form = z.discriminatedUnion("act", [
  z.object({
    act: z.enum(answerActs),
    reason: z.string().max(5000).default(""),
    containmentVerified: z
      .literal("yes")
      .optional()
      .transform((ticked) => ticked === "yes"),
  }),
  z.object({ act: z.literal("approve") }),
  z.object({
    act: z.literal("client-approved"),
    contact: z.string().max(maxWord),
    how: z.string().max(maxWord),
  }),
])

/** The answer of the team that was asked, and the approval of a containment: theirs to give, whoever owns the incident meanwhile. */
export async function action({ request, params }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const record = { kind: "handoff", id: parseId("handoff", params.handoffId) } as const
    const said = parseForm(await readForm(request), form)
    if (said.act === "approve")
      await withTenantOf(person, record, ["containment.approve"], (t) => approveAsLead(t, record.id))
    else if (said.act === "client-approved")
      await withTenantOf(person, record, ["incidents.work"], (t) => recordClientWord(t, record.id, said))
    else await withTenantOf(person, record, ["incidents.work"], (t) => answerHandoff(t, record.id, said))
    return { act: said.act }
  })
}
