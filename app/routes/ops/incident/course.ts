import * as z from "zod"
import { withTenantOf } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { newHandoff } from "#app/domain/handoffs/new-handoff.ts"
import { requestHandoff } from "#app/domain/handoffs/request.server.ts"
import { maxNoteLength } from "#app/domain/incidents/add-note.server.ts"
import { changeFlavour } from "#app/domain/incidents/change-flavour.server.ts"
import { confirmIncident } from "#app/domain/incidents/confirm.server.ts"
import { containIncident } from "#app/domain/incidents/contain.server.ts"
import { holdIncident } from "#app/domain/incidents/hold.server.ts"
import { noteImpact } from "#app/domain/incidents/note-impact.server.ts"
import { readIncident } from "#app/domain/incidents/read.server.ts"
import { releaseHold } from "#app/domain/incidents/release-hold.server.ts"
import { liftRestriction, restrictIncident } from "#app/domain/incidents/restrict.server.ts"
import { restoreService } from "#app/domain/incidents/restore-service.server.ts"
import { holds } from "#app/domain/sla/clock/hold-effects.ts"
import { onAction } from "#app/http/errors.server.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { momentOf } from "#app/kernel/wall-time.ts"
import { invalid } from "#app/kernel/errors.ts"
import { type IncidentId, parseId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { Route } from "./+types/course"

const text = z.string().max(5000)
const lines = (typed: string) => typed.split("\n")
const form = z.discriminatedUnion("act", [
  z.object({
    act: z.literal("hold"),
    hold: z.enum(holds),
    question: z.string().max(maxNoteLength).default(""),
    until: z.string().default(""),
    clientAgreed: z.string().optional(),
  }),
  z.object({ act: z.literal("release") }),
  newHandoff.extend({
    act: z.literal("handoff"),
    targets: z.string().default("").transform(lines),
    approval: z.preprocess((chosen) => (chosen === "" ? undefined : chosen), newHandoff.shape.approval),
  }),
  z.object({ act: z.literal("confirm"), verdict: z.enum(["malicious", "downgraded"]), reason: text }),
  z.object({ act: z.literal("contain"), how: z.enum(["verified", "not_needed"]), account: text }),
  z.object({ act: z.literal("restrict"), reason: text }),
  z.object({ act: z.literal("lift"), reason: text }),
  z.object({ act: z.literal("impact"), services: text, since: z.string() }),
  z.object({ act: z.literal("restore"), service: text, as: z.enum(["operational", "degraded_accepted"]) }),
  z.object({ act: z.literal("flavour"), flavour: z.enum(["availability", "security"]), reason: text }),
])
type Act = Exclude<z.output<typeof form>, { act: "restrict" | "lift" }>

/** How an incident goes on besides its stage: holds, handoffs, containment and restoration. */
export async function action({ request, params }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const id = parseId("incident", params.incidentId)
    const act = parseForm(await readForm(request), form)
    const record = { kind: "incident", id } as const
    if (act.act === "restrict" || act.act === "lift")
      await withTenantOf(person, record, ["incidents.work", "incidents.restricted"], (t) =>
        act.act === "restrict" ? restrictIncident(t, id, act) : liftRestriction(t, id, act),
      )
    else await withTenantOf(person, record, ["incidents.work", "incidents.read"], (t) => perform(t, id, act))
    return { act: act.act }
  })
}

type Work = TenantTx<"incidents.work" | "incidents.read">

async function perform(t: Work, id: IncidentId, act: Act): Promise<unknown> {
  switch (act.act) {
    case "hold": {
      const until = act.until === "" ? null : await onTheirClock(t, id, act.until, "until")
      const { hold, question, clientAgreed } = act
      return holdIncident(t, id, {
        ...{ hold, question, clientAgreed: clientAgreed === "yes" },
        ...(until ? { until } : {}),
      })
    }
    case "release":
      return releaseHold(t, id)
    case "handoff":
      return requestHandoff(t, id, act)
    case "confirm":
      return confirmIncident(t, id, act)
    case "contain":
      return containIncident(t, id, act)
    case "impact": {
      const since = await onTheirClock(t, id, act.since, "since")
      return noteImpact(t, id, { services: lines(act.services), since })
    }
    case "restore":
      return restoreService(t, id, { as: act.as, ...(act.service ? { services: [act.service] } : {}) })
    case "flavour":
      return changeFlavour(t, id, act)
  }
}

/** Times are typed on the client's clock. */
async function onTheirClock(t: Work, id: IncidentId, typed: string, field: string): Promise<Instant> {
  const { client } = await readIncident(t, id)
  const at = momentOf(typed, client.timeZone)
  if (!at) throw invalid("Give a date and a time.", { [field]: "Give a date and a time." })
  return at
}
