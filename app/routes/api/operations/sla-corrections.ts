import * as z from "zod"
import { withPortfolio, withTenantOf } from "#app/auth/guards.server.ts"
import { readClient } from "#app/domain/clients/read.server.ts"
import { correctionWords } from "#app/domain/sla/corrections/new-correction.ts"
import { listCorrections, readCorrection } from "#app/domain/sla/corrections/read.server.ts"
import { requestCorrection } from "#app/domain/sla/corrections/request.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"
import { correctionJson, correctionSchema } from "../correction-schemas.ts"
import { defineOperation, pageArguments, pageSchema, paging } from "../operation.ts"

export const listCorrectionsOperation = defineOperation({
  id: "listCorrections",
  method: "GET",
  path: "/clients/{clientId}/sla/corrections",
  summary: "Stops of a client's clocks that somebody asked to be put where they belong, newest first",
  tag: "SLA",
  status: 200,
  query: paging.extend({ state: z.enum(["requested", "approved", "refused"]).optional() }),
  answer: pageSchema(correctionSchema),
  run: ({ who, params, query }) =>
    withPortfolio(who, ["sla.read", "clients.read"], async (t) => {
      const { id } = await readClient(t, parseId("tenant", params["clientId"]))
      const state = query.state ? { state: query.state } : {}
      const page = await listCorrections(t, id, state, pageArguments(query))
      return { ...page, items: page.items.map(correctionJson) }
    }),
})

export const requestCorrectionOperation = defineOperation({
  id: "requestCorrection",
  method: "POST",
  path: "/clients/{clientId}/sla/corrections",
  summary: "Ask for a clock's stop to be put where it belongs; a person approves or refuses it",
  tag: "SLA",
  status: 201,
  body: correctionWords.extend({
    clock: z.uuid(),
    stoppedAt: z.iso.datetime({ offset: true }).meta({ description: "When it truly stopped" }),
  }),
  answer: correctionSchema,
  run: ({ who, params, body: { clock, stoppedAt, ...words } }) =>
    withTenantOf(
      who,
      { kind: "tenant", id: parseId("tenant", params["clientId"]) },
      ["sla.exclude", "sla.read"],
      async (t) => {
        const wanted = { ...words, stoppedAt: instant(stoppedAt) }
        const id = await requestCorrection(t, parseId("clock", clock), wanted)
        return correctionJson(await readCorrection(t, id))
      },
    ),
})
