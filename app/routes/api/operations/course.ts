import * as z from "zod"
import { withPortfolio } from "#app/auth/guards.server.ts"
import { maxNoteLength } from "#app/domain/incidents/add-note.server.ts"
import { changeFlavour } from "#app/domain/incidents/change-flavour.server.ts"
import { confirmIncident } from "#app/domain/incidents/confirm.server.ts"
import { containIncident } from "#app/domain/incidents/contain.server.ts"
import { readCourse } from "#app/domain/incidents/course.server.ts"
import { holdIncident } from "#app/domain/incidents/hold.server.ts"
import { maxAffected, maxServiceName, noteImpact } from "#app/domain/incidents/note-impact.server.ts"
import { requireVisible } from "#app/domain/incidents/need-to-know.ts"
import { readIncident } from "#app/domain/incidents/read.server.ts"
import { releaseHold } from "#app/domain/incidents/release-hold.server.ts"
import { restoreService } from "#app/domain/incidents/restore-service.server.ts"
import { holds } from "#app/domain/sla/clock/hold-effects.ts"
import { parties } from "#app/domain/sla/ledger/turns.ts"
import { parseId } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"
import { defineOperation } from "../operation.ts"
import { incidentSchema } from "../schemas.ts"
import { workIncident } from "../work-incident.ts"

/** What every operation that moves an incident on has in common. */
const moving = { method: "POST", tag: "Incidents", status: 200, answer: incidentSchema } as const
const moment = z.iso.datetime({ offset: true }).transform((text) => instant(text))
const account = z.string().trim().min(1).max(5000)

export const holdIncidentOperation = defineOperation({
  ...moving,
  id: "holdIncident",
  path: "/incidents/{incidentId}/hold",
  summary: "Put on hold; what would stop a clock needs a question the client reads, or its agreement",
  body: z.object({
    hold: z.enum(holds),
    question: z
      .string()
      .trim()
      .max(maxNoteLength)
      .optional()
      .meta({ description: "Shared with the client at once" }),
    until: moment.optional(),
    clientAgreed: z.boolean().default(false),
  }),
  run: ({ body, ...call }) => {
    const { hold, question, until, clientAgreed } = body
    const wanted = { hold, clientAgreed, ...(question ? { question } : {}), ...(until ? { until } : {}) }
    return workIncident(call, (t, id) => holdIncident(t, id, wanted))
  },
})

export const releaseHoldOperation = defineOperation({
  ...moving,
  id: "releaseHold",
  path: "/incidents/{incidentId}/release-hold",
  summary: "End the hold: its clocks go on with what had elapsed",
  run: (call) => workIncident(call, releaseHold),
})

export const confirmIncidentOperation = defineOperation({
  ...moving,
  id: "confirmIncident",
  path: "/incidents/{incidentId}/confirm",
  summary: "Confirm a security incident as an attack, which starts its containment clock, or take that back",
  body: z.object({ verdict: z.enum(["malicious", "downgraded"]), reason: account }),
  run: ({ body, ...call }) => workIncident(call, (t, id) => confirmIncident(t, id, body)),
})

export const containIncidentOperation = defineOperation({
  ...moving,
  id: "containIncident",
  path: "/incidents/{incidentId}/contain",
  summary: "Say that the attack is contained, or that nothing has to be; stops the containment clock",
  body: z.object({ how: z.enum(["verified", "not_needed"]), account }),
  run: ({ body, ...call }) => workIncident(call, (t, id) => containIncident(t, id, body)),
})

export const noteImpactOperation = defineOperation({
  ...moving,
  id: "noteImpact",
  path: "/incidents/{incidentId}/impact",
  summary: "Say which services an outage affects and since when; starts the restoration clock",
  body: z.object({
    services: z.array(z.string().trim().min(1).max(maxServiceName)).min(1).max(maxAffected),
    since: moment,
  }),
  run: ({ body, ...call }) => workIncident(call, (t, id) => noteImpact(t, id, body)),
})

export const restoreServiceOperation = defineOperation({
  ...moving,
  id: "restoreService",
  path: "/incidents/{incidentId}/restore",
  summary: "Say that affected services are back, all or some; the last one stops the restoration clock",
  body: z.object({
    services: z.array(z.string()).min(1).max(maxAffected).optional(),
    as: z.enum(["operational", "degraded_accepted"]).default("operational"),
  }),
  run: ({ body, ...call }) => {
    const { as, services } = body
    return workIncident(call, (t, id) => restoreService(t, id, { as, ...(services ? { services } : {}) }))
  },
})

export const changeFlavourOperation = defineOperation({
  ...moving,
  id: "changeFlavour",
  path: "/incidents/{incidentId}/flavour",
  summary: "Make a security incident of an outage or the other way round; clocks are added, none starts anew",
  body: z.object({ flavour: z.enum(["availability", "security"]), reason: account }),
  run: ({ body, ...call }) => workIncident(call, (t, id) => changeFlavour(t, id, body)),
})

const party = z.enum(parties)
const when = z.iso.datetime({ offset: true })

export const listTurnsOperation = defineOperation({
  id: "listIncidentTurns",
  method: "GET",
  path: "/incidents/{incidentId}/turns",
  summary: "Whose turn it was, and how many seconds each party took",
  tag: "Incidents",
  status: 200,
  answer: z.object({
    now: party.nullable().meta({ description: "Whose turn it is" }),
    seconds: z.record(party, z.number()),
    turns: z.array(z.object({ party, from: when, to: when })),
  }),
  run: ({ who, params }) =>
    withPortfolio(who, ["incidents.read"], async (t) => {
      const incident = await readIncident(t, parseId("incident", params["incidentId"]))
      requireVisible(incident)
      const { now, seconds, turns } = (await readCourse(t, incident)).ledger
      const told = turns.map((turn) => ({ ...turn, from: turn.from.toString(), to: turn.to.toString() }))
      return { now, seconds, turns: told }
    }),
})
