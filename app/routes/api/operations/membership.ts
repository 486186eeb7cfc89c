import * as z from "zod"
import { type Located, withTenantOf, withTenantOfAll } from "#app/auth/guards.server.ts"
import { dispositions } from "#app/domain/alerts/alert.ts"
import { approveCandidate } from "#app/domain/incidents/approve.server.ts"
import { maxChosen } from "#app/domain/incidents/chosen-alerts.server.ts"
import { dismissCandidate } from "#app/domain/incidents/dismiss.server.ts"
import { maxMerged, mergeIncidents } from "#app/domain/incidents/merge.server.ts"
import { moveAlerts } from "#app/domain/incidents/move-alerts.server.ts"
import { readIncident } from "#app/domain/incidents/read.server.ts"
import { releaseAlerts } from "#app/domain/incidents/release-alerts.server.ts"
import { splitIncident } from "#app/domain/incidents/split.server.ts"
import { type AlertId, parseId } from "#app/kernel/ids.ts"
import { defineOperation } from "../operation.ts"
import { incidentJson, incidentSchema } from "../schemas.ts"

const work = ["incidents.work", "incidents.read"] as const
const both = ["alerts.triage", "incidents.work", "incidents.read"] as const
const alerts = z.array(z.uuid()).min(1).max(maxChosen)

const self = (params: Readonly<Record<string, string>>) =>
  ({ kind: "incident", id: parseId("incident", params["incidentId"]) }) as const satisfies Located
const alertIds = (list: readonly string[]): AlertId[] => list.map((id) => parseId("alert", id))
const located = (list: readonly AlertId[]): Located[] => list.map((id) => ({ kind: "alert", id }))

export const mergeIncidentsOperation = defineOperation({
  id: "mergeIncidents",
  method: "POST",
  path: "/incidents/{incidentId}/merge",
  summary: "Merge other open incidents of the client into this one; repeating it is no change",
  tag: "Incidents",
  status: 200,
  body: z.object({ incidents: z.array(z.uuid()).min(1).max(maxMerged) }),
  answer: incidentSchema,
  run: ({ who, params, body }) => {
    const { id } = self(params)
    const others = body.incidents.map((other) => parseId("incident", other))
    const records: Located[] = [
      { kind: "incident", id },
      ...others.map((other) => ({ kind: "incident", id: other }) as const),
    ]
    return withTenantOfAll(who, records, work, async (t) => {
      await mergeIncidents(t, id, others)
      return incidentJson(await readIncident(t, id))
    })
  },
})

export const splitIncidentOperation = defineOperation({
  id: "splitIncident",
  method: "POST",
  path: "/incidents/{incidentId}/split",
  summary: "Make a new incident of some of its alerts; answers with the new one",
  tag: "Incidents",
  status: 201,
  body: z.object({
    alerts,
    title: z.string().trim().max(500).optional(),
    backdate: z
      .boolean()
      .default(false)
      .meta({ description: "Its clocks start with the first of these alerts rather than now" }),
  }),
  answer: incidentSchema,
  run: ({ who, params, body }) =>
    withTenantOf(who, self(params), work, async (t) => {
      const { title, backdate } = body
      const off = { alerts: alertIds(body.alerts), backdate, ...(title ? { title } : {}) }
      return incidentJson(await readIncident(t, await splitIncident(t, self(params).id, off)))
    }),
})

export const addAlertsOperation = defineOperation({
  id: "addAlerts",
  method: "POST",
  path: "/incidents/{incidentId}/add-alerts",
  summary: "Put alerts of the client into this incident, from the queue or out of other incidents",
  tag: "Incidents",
  status: 200,
  body: z.object({ alerts }),
  answer: incidentSchema,
  run: ({ who, params, body }) => {
    const ids = alertIds(body.alerts)
    return withTenantOfAll(who, [self(params), ...located(ids)], both, async (t) => {
      await moveAlerts(t, ids, self(params).id)
      return incidentJson(await readIncident(t, self(params).id))
    })
  },
})

export const releaseAlertsOperation = defineOperation({
  id: "releaseAlerts",
  method: "POST",
  path: "/incidents/{incidentId}/release-alerts",
  summary: "Take alerts out of their incident, back to the queue",
  tag: "Incidents",
  status: 200,
  body: z.object({ alerts }),
  answer: incidentSchema,
  run: ({ who, params, body }) => {
    const ids = alertIds(body.alerts)
    return withTenantOfAll(who, [self(params), ...located(ids)], both, async (t) => {
      await releaseAlerts(t, ids)
      return incidentJson(await readIncident(t, self(params).id))
    })
  },
})

export const approveCandidateOperation = defineOperation({
  id: "approveCandidate",
  method: "POST",
  path: "/incidents/{incidentId}/approve",
  summary: "Make an incident of a candidate: its clocks count from its first alert",
  tag: "Incidents",
  status: 200,
  answer: incidentSchema,
  run: ({ who, params }) =>
    withTenantOf(who, self(params), work, async (t) => {
      await approveCandidate(t, self(params).id)
      return incidentJson(await readIncident(t, self(params).id))
    }),
})

export const dismissCandidateOperation = defineOperation({
  id: "dismissCandidate",
  method: "POST",
  path: "/incidents/{incidentId}/dismiss",
  summary: "Dismiss a candidate; its alerts go back to the queue, or close as the disposition says",
  tag: "Incidents",
  status: 200,
  body: z.object({
    reason: z.string().trim().min(1).max(5000),
    disposition: z.enum(dispositions).optional(),
  }),
  answer: incidentSchema,
  run: ({ who, params, body }) =>
    withTenantOf(who, self(params), both, async (t) => {
      const then = body.disposition ? { close: body.disposition } : "release"
      await dismissCandidate(t, self(params).id, { reason: body.reason, alerts: then })
      return incidentJson(await readIncident(t, self(params).id))
    }),
})
