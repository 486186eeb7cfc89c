import * as z from "zod"
import { withPortfolio, withTenantOf } from "#app/auth/guards.server.ts"
import { alertStates, conditions, dispositions } from "#app/domain/alerts/alert.ts"
import { closeAlert } from "#app/domain/alerts/close.server.ts"
import type { AlertFilter } from "#app/domain/alerts/filter.ts"
import { listAlerts, listSignals, readAlert } from "#app/domain/alerts/read.server.ts"
import { severities, severityOfRank } from "#app/domain/alerts/severity.ts"
import { disciplines } from "#app/domain/ingest/adapter.ts"
import { readReceipt } from "#app/domain/receipts/read.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"
import { defineOperation, pageArguments, pageSchema, paging } from "../operation.ts"
import { alertJson, alertSchema } from "../schemas.ts"

const filter = paging.extend({
  client: z.uuid().optional(),
  source: z.uuid().optional(),
  discipline: z.enum(disciplines).optional(),
  severity: z.enum(severities).optional(),
  state: z
    .enum([...alertStates, "open"])
    .optional()
    .meta({ description: "`open` is every state but closed" }),
  condition: z.enum(conditions).optional(),
  since: z.iso.datetime({ offset: true }).optional().meta({ description: "Last seen at or after" }),
  search: z.string().max(200).optional(),
})

const signalSchema = z
  .object({
    delivery: z.uuid(),
    kind: z.enum(["firing", "resolved", "info"]),
    severity: z.enum(severities),
    title: z.string(),
    occurredAt: z.string().nullable(),
    receivedAt: z.string(),
    event: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "Signal" })

export const listAlertsOperation = defineOperation({
  id: "listAlerts",
  method: "GET",
  path: "/alerts",
  summary: "Alerts across the clients in reach, newest first",
  tag: "Alerts",
  status: 200,
  query: filter,
  answer: pageSchema(alertSchema),
  run: ({ who, query }) =>
    withPortfolio(who, ["alerts.read"], async (t) => {
      const page = await listAlerts(t, filterOf(query), { order: "newest", ...pageArguments(query) })
      return { ...page, items: page.items.map(alertJson) }
    }),
})

function filterOf(query: z.output<typeof filter>): AlertFilter {
  const { client, source, discipline, severity, state, condition, since, search } = query
  return {
    ...(client ? { clients: [parseId("tenant", client)] } : {}),
    ...(source ? { source: parseId("source", source) } : {}),
    ...(discipline ? { discipline } : {}),
    ...(severity ? { severities: [severity] } : {}),
    ...(state === "open" ? { view: "open" } : state ? { states: [state] } : {}),
    ...(condition ? { condition } : {}),
    ...(since ? { since: instant(since) } : {}),
    ...(search ? { search } : {}),
  }
}

export const readAlertOperation = defineOperation({
  id: "readAlert",
  method: "GET",
  path: "/alerts/{alertId}",
  summary: "One alert with its newest signals",
  tag: "Alerts",
  status: 200,
  answer: alertSchema.extend({ signals: z.array(signalSchema) }),
  run: ({ who, params }) =>
    withPortfolio(who, ["alerts.read"], async (t) => {
      const alert = await readAlert(t, parseId("alert", params["alertId"]))
      const signals = await listSignals(t, alert.id)
      return {
        ...alertJson(alert),
        signals: signals.map(({ delivery, kind, title, event, severity, occurredAt, receivedAt }) => ({
          ...{ delivery, kind, title, event },
          severity: severityOfRank(severity),
          occurredAt: occurredAt?.toString() ?? null,
          receivedAt: receivedAt.toString(),
        })),
      }
    }),
})

export const closeAlertOperation = defineOperation({
  id: "closeAlert",
  method: "POST",
  path: "/alerts/{alertId}/close",
  summary: "Close an alert with what it turned out to be",
  tag: "Alerts",
  status: 200,
  body: z.object({ disposition: z.enum(dispositions), comment: z.string().max(5000).optional() }),
  answer: alertSchema,
  run: ({ who, params, body }) => {
    const id = parseId("alert", params["alertId"])
    return withTenantOf(who, { kind: "alert", id }, ["alerts.triage", "alerts.read"], async (t) => {
      await closeAlert(t, id, {
        disposition: body.disposition,
        ...(body.comment ? { comment: body.comment } : {}),
      })
      return alertJson(await readAlert(t, id))
    })
  },
})

export const readReceiptOperation = defineOperation({
  id: "readReceipt",
  method: "GET",
  path: "/receipts/{receiptId}",
  summary: "What became of an accepted delivery",
  tag: "Alerts",
  status: 200,
  answer: z.object({
    id: z.uuid(),
    state: z.enum(["stored", "processed", "quarantined"]),
    alerts: z.array(z.uuid()),
    findings: z.array(z.uuid()),
    reason: z.string().nullable(),
  }),
  run: ({ who, params }) =>
    withPortfolio(who, ["alerts.read"], (t) => readReceipt(t, parseId("delivery", params["receiptId"]))),
})
