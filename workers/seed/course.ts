import { answerHandoff } from "#app/domain/handoffs/answer.server.ts"
import { requestHandoff } from "#app/domain/handoffs/request.server.ts"
import { confirmIncident } from "#app/domain/incidents/confirm.server.ts"
import { containIncident } from "#app/domain/incidents/contain.server.ts"
import { holdIncident } from "#app/domain/incidents/hold.server.ts"
import type { IncidentView } from "#app/domain/incidents/incident.ts"
import { releaseHold } from "#app/domain/incidents/release-hold.server.ts"
import type { HandoffId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { Chance } from "./chance.ts"
import { asks, questions, verdicts } from "./words.ts"

type Step = {
  /** Epoch milliseconds. */
  readonly at: number
  readonly team: "noc" | "soc"
  readonly run: (t: TenantTx<"incidents.work">) => Promise<unknown>
}

const minute = 60_000

/** What some incidents go through between their acknowledgement and their resolution: questions, handoffs, containment. */
export function courseOf(
  { id, discipline, priority }: Pick<IncidentView, "id" | "discipline" | "priority">,
  { from, to }: { readonly from: number; readonly to: number },
  chance: Chance,
): readonly Step[] {
  const other = discipline === "noc" ? "soc" : "noc"
  const steps: Step[] = []
  const add = (at: number, run: Step["run"], team = discipline) => steps.push({ at, team, run })
  if (chance.happens(0.15) && to - from > 60 * minute) {
    const asked = from + 12 * minute
    add(asked, (t) =>
      holdIncident(t, id, { hold: "waiting_client", question: chance.pick(questions[discipline]) }),
    )
    add(Math.min(to - 10 * minute, asked + chance.between(25, 240) * minute), (t) => releaseHold(t, id))
  }
  if (chance.happens(0.1)) {
    let handoff: HandoffId | null = null
    const asked = from + 6 * minute
    add(asked, async (t) => {
      handoff = await requestHandoff(t, id, { to: other, type: "consult", ...chance.pick(asks[discipline]) })
    })
    add(
      asked + chance.between(3, 40) * minute,
      async (t) => handoff && answerHandoff(t, handoff, { act: "accept" }),
      other,
    )
  }
  if (discipline === "soc" && priority <= 2) {
    add(from + 14 * minute, (t) =>
      confirmIncident(t, id, { verdict: "malicious", reason: chance.pick(verdicts) }),
    )
    add(from + chance.between(20, 110) * minute, (t) =>
      containIncident(t, id, { how: "verified", account: "The host is cut off; no connection since." }),
    )
  }
  return steps
}
