import * as z from "zod"
import { withTenantOf } from "#app/auth/guards.server.ts"
import { readIncident } from "#app/domain/incidents/read.server.ts"
import { liftRestriction, restrictIncident } from "#app/domain/incidents/restrict.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { defineOperation } from "../operation.ts"
import { incidentJson, incidentSchema } from "../schemas.ts"

const marking = { method: "POST", tag: "Incidents", status: 200, answer: incidentSchema } as const
const body = z.object({ reason: z.string().trim().min(1).max(5000) })
const needs = ["incidents.work", "incidents.restricted", "incidents.read"] as const

export const restrictIncidentOperation = defineOperation({
  ...marking,
  id: "restrictIncident",
  path: "/incidents/{incidentId}/restrict",
  summary: "Mark a security incident of the SOC need to know",
  body,
  run: ({ who, params, body: said }) => {
    const id = parseId("incident", params["incidentId"])
    return withTenantOf(who, { kind: "incident", id }, needs, async (t) => {
      await restrictIncident(t, id, said)
      return incidentJson(await readIncident(t, id))
    })
  },
})

export const liftRestrictionOperation = defineOperation({
  ...marking,
  id: "liftRestriction",
  path: "/incidents/{incidentId}/lift-restriction",
  summary: "Let everybody who reads incidents read this one again",
  body,
  run: ({ who, params, body: said }) => {
    const id = parseId("incident", params["incidentId"])
    return withTenantOf(who, { kind: "incident", id }, needs, async (t) => {
      await liftRestriction(t, id, said)
      return incidentJson(await readIncident(t, id))
    })
  },
})
