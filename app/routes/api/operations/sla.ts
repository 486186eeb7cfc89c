import * as z from "zod"
import { withPortfolio, withTenantOf } from "#app/auth/guards.server.ts"
import { readClient } from "#app/domain/clients/read.server.ts"
import { isPromised, together } from "#app/domain/sla/attainment/counts.ts"
import { measureAttainment, monthOfEach } from "#app/domain/sla/attainment/measure.server.ts"
import { listJudged, readMiss } from "#app/domain/sla/attainment/misses.server.ts"
import { monthAt, parseMonth, periodOf } from "#app/domain/sla/attainment/month.ts"
import { newBreachReason } from "#app/domain/sla/exclusions/new-breach-reason.ts"
import { newExclusion } from "#app/domain/sla/exclusions/new-exclusion.ts"
import { noteBreachReason } from "#app/domain/sla/exclusions/note-reason.server.ts"
import { listExclusions, readExclusion } from "#app/domain/sla/exclusions/read.server.ts"
import { requestExclusion } from "#app/domain/sla/exclusions/request.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { parseId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import { defineOperation, pageArguments, pageSchema, paging } from "../operation.ts"
import {
  attainmentSchema,
  breachJson,
  breachSchema,
  exclusionJson,
  exclusionSchema,
  targetAttainmentJson,
  targetAttainmentSchema,
} from "../sla-schemas.ts"

const reading = ["sla.read", "clients.read"] as const
const month = z
  .string()
  .max(7)
  .optional()
  .meta({ description: "In the client's time zone; this one without it", examples: ["2026-03"] })

export const readAttainmentOperation = defineOperation({
  id: "readAttainment",
  method: "GET",
  path: "/clients/{clientId}/sla/attainment",
  summary: "How a client's promises were kept in a month, raw and adjusted",
  tag: "SLA",
  status: 200,
  query: z.object({ month }),
  answer: z.object({
    ...{ month: z.string(), timeZone: z.string(), from: z.iso.datetime(), to: z.iso.datetime() },
    all: attainmentSchema.meta({ description: "Without handoffs, which are promised to no client" }),
    targets: z.array(targetAttainmentSchema),
  }),
  run: ({ who, params, query }) =>
    withPortfolio(who, reading, async (t) => {
      const asked = await monthOf(t, params, query.month)
      const counts = await measureAttainment(t, asked.periods)
      return {
        ...{ month: asked.month, timeZone: asked.timeZone },
        ...{ from: asked.period.from.toString(), to: asked.period.to.toString() },
        all: together(counts.filter(isPromised)),
        targets: counts.map(targetAttainmentJson),
      }
    }),
})

export const listBreachesOperation = defineOperation({
  id: "listBreaches",
  method: "GET",
  path: "/clients/{clientId}/sla/breaches",
  summary: "A client's missed promises of a month, the last first",
  tag: "SLA",
  status: 200,
  query: paging.extend({
    month,
    asked: z
      .enum(["nothing", "waiting", "granted", "contested"])
      .optional()
      .meta({ description: "Only those of which nothing or something was asked to be left out" }),
  }),
  answer: pageSchema(breachSchema),
  run: ({ who, params, query }) =>
    withPortfolio(who, reading, async (t) => {
      const { periods } = await monthOf(t, params, query.month)
      const filter = { missedOnly: true, ...(query.asked ? { asked: query.asked } : {}) }
      const page = await listJudged(t, periods, filter, pageArguments(query))
      return { ...page, items: page.items.map(breachJson) }
    }),
})

export const listExclusionsOperation = defineOperation({
  id: "listExclusions",
  method: "GET",
  path: "/clients/{clientId}/sla/exclusions",
  summary: "What was asked to be left out of a client's results, newest first",
  tag: "SLA",
  status: 200,
  query: paging.extend({ state: z.enum(["requested", "approved", "refused"]).optional() }),
  answer: pageSchema(exclusionSchema),
  run: ({ who, params, query }) =>
    withPortfolio(who, reading, async (t) => {
      const { id } = await readClient(t, parseId("tenant", params["clientId"]))
      const state = query.state ? { state: query.state } : {}
      const page = await listExclusions(t, id, state, pageArguments(query))
      return { ...page, items: page.items.map(exclusionJson) }
    }),
})

export const requestExclusionOperation = defineOperation({
  id: "requestExclusion",
  method: "POST",
  path: "/clients/{clientId}/sla/exclusions",
  summary: "Ask for a miss to be left out; a person approves or refuses it",
  tag: "SLA",
  status: 201,
  body: newExclusion.extend({ clock: z.uuid() }),
  answer: exclusionSchema,
  run: ({ who, params, body: { clock, ...wanted } }) =>
    withTenantOf(
      who,
      { kind: "tenant", id: parseId("tenant", params["clientId"]) },
      ["sla.exclude", "sla.read"],
      async (t) =>
        exclusionJson(await readExclusion(t, await requestExclusion(t, parseId("clock", clock), wanted))),
    ),
})

export const noteBreachReasonOperation = defineOperation({
  id: "noteBreachReason",
  method: "POST",
  path: "/clients/{clientId}/sla/breaches/{clockId}/reason",
  summary: "Note why a promise was missed, for the provider alone; what was noted before is replaced",
  tag: "SLA",
  status: 200,
  body: newBreachReason,
  answer: breachSchema,
  run: async ({ who, params, body }) => {
    const clock = parseId("clock", params["clockId"])
    const place = { kind: "tenant", id: parseId("tenant", params["clientId"]) } as const
    return withTenantOf(who, place, ["sla.exclude", "sla.read"], async (t) => {
      await noteBreachReason(t, clock, body)
      return breachJson(await readMiss(t, clock))
    })
  },
})

/** @throws DomainError `not_found` for the client; `invalid` for what is no month */
async function monthOf(
  t: ReadTx<"clients.read">,
  params: Readonly<Record<string, string>>,
  text: string | undefined,
) {
  const client = await readClient(t, parseId("tenant", params["clientId"]))
  const asked = text === undefined ? monthAt(t.now, client.timeZone) : parseMonth(text)
  if (!asked) throw invalid("A month is written 2026-03.", { month: "is not a month like 2026-03" })
  const { timeZone } = client
  return { month: asked, timeZone, period: periodOf(asked, timeZone), periods: monthOfEach(asked, [client]) }
}
