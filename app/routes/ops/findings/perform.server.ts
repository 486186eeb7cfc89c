import { redirect } from "react-router"
import * as z from "zod"
import { withTenantOf } from "#app/auth/guards.server.ts"
import type { Principal } from "#app/auth/principal.ts"
import { decideAcceptance } from "#app/domain/findings/decide-acceptance.server.ts"
import { reopening, settling } from "#app/domain/findings/new-words.ts"
import { openIncidentOfFinding } from "#app/domain/findings/open-incident.server.ts"
import { dropPlan, planChange } from "#app/domain/findings/plan-change.server.ts"
import { readFinding } from "#app/domain/findings/read.server.ts"
import { reopenFinding } from "#app/domain/findings/reopen.server.ts"
import { requestAcceptance } from "#app/domain/findings/request-acceptance.server.ts"
import { settleFinding } from "#app/domain/findings/settle.server.ts"
import { withdrawAcceptance } from "#app/domain/findings/withdraw-acceptance.server.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { type FindingId, parseId } from "#app/kernel/ids.ts"
import { momentOf } from "#app/kernel/wall-time.ts"
import type { TenantTx } from "#db/tenant.ts"

const note = z.string().trim().min(1, "say why").max(4000)
const day = z.iso.date("choose a day")
const accept = z.object({ reason: note, until: day })
const plan = z.object({
  note: z.string().trim().min(1, "say which change it is and who agreed").max(4000),
  until: day,
})
const decide = z.object({
  decision: z.enum(["approve", "refuse"], "choose one"),
  comment: z.string().trim().max(4000).default(""),
})
const incident = z.object({ exploited: z.string().optional() })

/** The acts of a finding's page. @throws DomainError `invalid` for none of them, and what the verbs throw */
export async function perform(who: Principal, findingId: string, form: FormData): Promise<null> {
  const id = parseId("finding", findingId)
  const at = { kind: "finding", id } as const
  switch (form.get("act")) {
    case "settle": {
      const wanted = parseForm(form, settling)
      await withTenantOf(who, at, ["alerts.triage"], (t) => settleFinding(t, id, wanted))
      return null
    }
    case "reopen": {
      const wanted = parseForm(form, reopening)
      await withTenantOf(who, at, ["alerts.triage"], (t) => reopenFinding(t, id, wanted))
      return null
    }
    case "accept": {
      const { reason, until } = parseForm(form, accept)
      await withTenantOf(who, at, ["alerts.triage", "alerts.read"], async (t) =>
        requestAcceptance(t, id, { reason, until: await endOf(t, id, until) }),
      )
      return null
    }
    case "decide": {
      const { decision, comment } = parseForm(form, decide)
      if (decision === "refuse" && comment === "")
        throw invalid("Say why it is refused.", { comment: "Say why it is refused." })
      const decided = { approve: decision === "approve", comment }
      await withTenantOf(who, at, ["findings.approve"], (t) => decideAcceptance(t, id, decided))
      return null
    }
    case "withdraw":
      await withTenantOf(who, at, ["alerts.triage"], (t) => withdrawAcceptance(t, id))
      return null
    case "plan": {
      const { note: said, until } = parseForm(form, plan)
      await withTenantOf(who, at, ["alerts.triage", "alerts.read"], async (t) =>
        planChange(t, id, { note: said, until: await endOf(t, id, until) }),
      )
      return null
    }
    case "drop-plan":
      await withTenantOf(who, at, ["alerts.triage"], (t) => dropPlan(t, id))
      return null
    case "incident": {
      const { exploited } = parseForm(form, incident)
      const opened = await withTenantOf(who, at, ["alerts.triage", "incidents.work"], (t) =>
        openIncidentOfFinding(t, id, { isExploited: exploited === "yes" }),
      )
      throw redirect(`/ops/incidents/${opened}`)
    }
    default:
      throw invalid("There is no such act. Load the page again.")
  }
}

/** The last minute of a day as the client counts it. */
async function endOf(
  t: TenantTx<"alerts.read" | "alerts.triage">,
  id: FindingId,
  date: string,
): Promise<string> {
  const { timeZone } = await readFinding(t, id)
  const at = momentOf(`${date}T23:59`, timeZone)
  if (!at) throw invalid("Choose a day.", { until: "Choose a day." })
  return at.toString()
}
