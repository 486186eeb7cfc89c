import * as z from "zod"
import { withPortfolio, withTenantOf } from "#app/auth/guards.server.ts"
import { severities, severityRank } from "#app/domain/alerts/severity.ts"
import { acknowledgeIncident } from "#app/domain/incidents/acknowledge.server.ts"
import { addNote, maxNoteLength } from "#app/domain/incidents/add-note.server.ts"
import type { IncidentFilter } from "#app/domain/incidents/filter.ts"
import { lanes, stages } from "#app/domain/incidents/incident.ts"
import { listLevelsTold } from "#app/domain/incidents/levels-told.server.ts"
import { openIncident } from "#app/domain/incidents/open.server.ts"
import type { Priority } from "#app/domain/incidents/priority.ts"
import {
  listIncidents,
  readIncident,
  readIncidentClocks,
  readTimeline,
} from "#app/domain/incidents/read.server.ts"
import { reopenIncident } from "#app/domain/incidents/reopen.server.ts"
import { resolveIncident } from "#app/domain/incidents/resolve.server.ts"
import { disciplines } from "#app/domain/ingest/adapter.ts"
import { parseId } from "#app/kernel/ids.ts"
import { defineOperation, pageArguments, pageSchema, paging } from "../operation.ts"
import { clockJson, clockSchema } from "../clock-schema.ts"
import { incidentJson, incidentSchema, timelineJson, timelineSchema } from "../schemas.ts"
import { workIncident } from "../work-incident.ts"

const filter = paging.extend({
  client: z.uuid().optional(),
  discipline: z.enum(disciplines).optional(),
  priority: z.coerce.number().int().min(1).max(4).optional(),
  stage: z
    .enum([...stages, "open"])
    .optional()
    .meta({ description: "`open` is neither resolved nor closed" }),
  search: z.string().max(200).optional(),
})

export const listIncidentsOperation = defineOperation({
  id: "listIncidents",
  method: "GET",
  path: "/incidents",
  summary: "Incidents across the clients in reach, newest first",
  tag: "Incidents",
  status: 200,
  query: filter,
  answer: pageSchema(incidentSchema),
  run: ({ who, query }) =>
    withPortfolio(who, ["incidents.read"], async (t) => {
      const page = await listIncidents(t, filterOf(query), { order: "newest", ...pageArguments(query) })
      return { ...page, items: page.items.map(incidentJson) }
    }),
})

function filterOf({ client, discipline, priority, stage, search }: z.output<typeof filter>): IncidentFilter {
  return {
    ...(client ? { clients: [parseId("tenant", client)] } : {}),
    ...(discipline ? { discipline } : {}),
    ...(priority ? { priorities: [priority as Priority] } : {}),
    ...(stage === "open" ? { view: "open" } : stage ? { stages: [stage] } : {}),
    ...(search ? { search } : {}),
  }
}

export const createIncidentOperation = defineOperation({
  id: "createIncident",
  method: "POST",
  path: "/incidents",
  summary: "Open an incident by hand",
  tag: "Incidents",
  status: 201,
  body: z.object({
    client: z.uuid(),
    title: z.string().trim().min(1).max(500),
    severity: z.enum(severities).default("medium"),
    discipline: z.enum(disciplines).default("noc"),
  }),
  answer: incidentSchema,
  run: ({ who, body }) =>
    withTenantOf(
      who,
      { kind: "tenant", id: parseId("tenant", body.client), discipline: body.discipline },
      ["incidents.work", "incidents.read"],
      async (t) => {
        const { title, severity, discipline } = body
        const id = await openIncident(t, {
          title,
          severity: severityRank(severity),
          discipline,
          acknowledged: false,
        })
        return incidentJson(await readIncident(t, id))
      },
    ),
})

export const readIncidentOperation = defineOperation({
  id: "readIncident",
  method: "GET",
  path: "/incidents/{incidentId}",
  summary: "One incident with its timeline",
  tag: "Incidents",
  status: 200,
  answer: incidentSchema.extend({ timeline: z.array(timelineSchema) }),
  run: ({ who, params }) =>
    withPortfolio(who, ["incidents.read"], async (t) => {
      const incident = await readIncident(t, parseId("incident", params["incidentId"]))
      return { ...incidentJson(incident), timeline: (await readTimeline(t, incident.id)).map(timelineJson) }
    }),
})

export const listIncidentClocksOperation = defineOperation({
  id: "listIncidentClocks",
  method: "GET",
  path: "/incidents/{incidentId}/clocks",
  summary: "The SLA clocks of an incident, with their levels and who was told of them",
  tag: "Incidents",
  status: 200,
  answer: pageSchema(clockSchema),
  run: ({ who, params }) =>
    withPortfolio(who, ["incidents.read"], async (t) => {
      const id = parseId("incident", params["incidentId"])
      const [clocks, told] = [await readIncidentClocks(t, id), await listLevelsTold(t, id)]
      return { items: clocks.map((clock) => clockJson(clock, told, t.now)), nextCursor: null }
    }),
})

export const acknowledgeIncidentOperation = defineOperation({
  id: "acknowledgeIncident",
  method: "POST",
  path: "/incidents/{incidentId}/acknowledge",
  summary: "Take ownership and stop the acknowledge clock",
  tag: "Incidents",
  status: 200,
  answer: incidentSchema,
  run: (call) => workIncident(call, acknowledgeIncident),
})

export const noteIncidentOperation = defineOperation({
  id: "noteIncident",
  method: "POST",
  path: "/incidents/{incidentId}/note",
  summary: "Write a note; in the client lane it shares the incident with the client",
  tag: "Incidents",
  status: 201,
  body: z.object({ text: z.string().min(1).max(maxNoteLength), lane: z.enum(lanes).default("internal") }),
  answer: incidentSchema,
  run: ({ body, ...call }) => workIncident(call, (t, id) => addNote(t, id, body)),
})

export const resolveIncidentOperation = defineOperation({
  id: "resolveIncident",
  method: "POST",
  path: "/incidents/{incidentId}/resolve",
  summary: "Resolve: clocks stop, its alerts close",
  tag: "Incidents",
  status: 200,
  body: z
    .object({ resolution: z.string().trim().min(1).max(5000).default("Resolved through the API") })
    .default({ resolution: "Resolved through the API" }),
  answer: incidentSchema,
  run: ({ body, ...call }) => workIncident(call, (t, id) => resolveIncident(t, id, body)),
})

export const reopenIncidentOperation = defineOperation({
  id: "reopenIncident",
  method: "POST",
  path: "/incidents/{incidentId}/reopen",
  summary: "Open again: the resolve clock goes on, the time in between is a pause",
  tag: "Incidents",
  status: 200,
  body: z
    .object({ reason: z.string().trim().min(1).max(5000).default("Reopened through the API") })
    .default({ reason: "Reopened through the API" }),
  answer: incidentSchema,
  run: ({ body, ...call }) => workIncident(call, (t, id) => reopenIncident(t, id, body)),
})
