import * as z from "zod"
import { type Located, withTenantOf, withTenantOfAll } from "#app/auth/guards.server.ts"
import type { Person } from "#app/auth/principal.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { dispositions } from "#app/domain/alerts/alert.ts"
import { approveCandidate } from "#app/domain/incidents/approve.server.ts"
import { dismissCandidate } from "#app/domain/incidents/dismiss.server.ts"
import { linkIncidents } from "#app/domain/incidents/link.server.ts"
import { mergeIncidents } from "#app/domain/incidents/merge.server.ts"
import { moveAlerts } from "#app/domain/incidents/move-alerts.server.ts"
import { releaseAlerts } from "#app/domain/incidents/release-alerts.server.ts"
import { splitIncident } from "#app/domain/incidents/split.server.ts"
import { onAction } from "#app/http/errors.server.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { type AlertId, type IncidentId, parseId } from "#app/kernel/ids.ts"
import type { Route } from "./+types/membership"

/** Ids of one field, with commas between them. */
const ids = z
  .string()
  .max(40_000)
  .transform((text) => text.split(",").filter(Boolean))
const alerts = ids.transform((list) => list.map((id) => parseId("alert", id)))
const incidents = ids.transform((list) => list.map((id) => parseId("incident", id)))

const form = z.discriminatedUnion("act", [
  z.object({ act: z.literal("merge"), incidents }),
  z.object({ act: z.literal("link"), incidents }),
  z.object({ act: z.literal("add"), alerts }),
  z.object({ act: z.literal("take-out"), alerts }),
  z.object({
    act: z.literal("split"),
    alerts,
    title: z.string().max(500).default(""),
    start: z.enum(["now", "first"]).default("now"),
  }),
  z.object({ act: z.literal("approve") }),
  z.object({
    act: z.literal("dismiss"),
    reason: z.string().max(5000),
    alerts: z.enum(["release", ...dispositions]),
  }),
])
type Act = z.output<typeof form>

/** What belongs to which incident: merges, splits, moves, and the word on candidates. Answers where it then is. */
export async function action({ request, params }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const id = parseId("incident", params.incidentId)
    return { incidentId: await perform(person, id, parseForm(await readForm(request), form)) }
  })
}

async function perform(person: Person, id: IncidentId, act: Act): Promise<IncidentId> {
  const self: Located = { kind: "incident", id }
  const work = ["incidents.work"] as const
  const both = ["alerts.triage", "incidents.work"] as const
  switch (act.act) {
    case "merge":
      await withTenantOfAll(person, [self, ...located(act.incidents)], work, (t) =>
        mergeIncidents(t, id, act.incidents),
      )
      return id
    case "link":
      await withTenantOfAll(person, [self, ...located(act.incidents)], work, async (t) => {
        for (const other of act.incidents) await linkIncidents(t, id, other)
      })
      return id
    case "add":
      await withTenantOfAll(person, [self, ...ofAlerts(act.alerts)], both, (t) =>
        moveAlerts(t, act.alerts, id),
      )
      return id
    case "take-out":
      await withTenantOfAll(person, [self, ...ofAlerts(act.alerts)], both, (t) =>
        releaseAlerts(t, act.alerts),
      )
      return id
    case "split": {
      const { title, start, alerts: chosen } = act
      const off = { alerts: chosen, backdate: start === "first", ...(title.trim() ? { title } : {}) }
      return withTenantOf(person, self, work, (t) => splitIncident(t, id, off))
    }
    case "approve":
      await withTenantOf(person, self, work, (t) => approveCandidate(t, id))
      return id
    case "dismiss": {
      const { reason, alerts: then } = act
      await withTenantOf(person, self, both, (t) =>
        dismissCandidate(t, id, { reason, alerts: then === "release" ? then : { close: then } }),
      )
      return id
    }
  }
}

const located = (list: readonly IncidentId[]): Located[] => list.map((id) => ({ kind: "incident", id }))
const ofAlerts = (list: readonly AlertId[]): Located[] => list.map((id) => ({ kind: "alert", id }))
