import * as z from "zod"
import { withPortfolio } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listAlerts } from "#app/domain/alerts/read.server.ts"
import { normaliseDelivery } from "#app/domain/ingest/normalise.ts"
import { adapters } from "#app/domain/ingest/registry.ts"
import { UnreadableBody } from "#app/domain/ingest/unreadable-body.ts"
import { explainRoute, type ExplainedRoute, routableOf } from "#app/domain/routing/explain.server.ts"
import { matchableOf } from "#app/domain/shared-sources/tenant-map.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { invalid, notFound } from "#app/kernel/errors.ts"
import { newId, parseId, type TenantId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { Route } from "./+types/why"

/** What the tester may be asked about: the client's newest alerts, and the formats a payload can be in. */
export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const client = new URL(request.url).searchParams.get("client") ?? undefined
    return withPortfolio(person, ["services.read", "alerts.read"], async (t) => ({
      alerts: client
        ? (
            await listAlerts(t, { clients: [parseId("tenant", client)] }, { order: "newest", limit: 30 })
          ).items.map(({ id, title }) => ({ id, title }))
        : [],
      tools: Object.values(adapters)
        .map(({ key, label }) => ({ key, label }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    }))
  })
}

const asked = z.object({
  client: z.string(),
  alert: z.string().default(""),
  adapter: z.string().max(64).default(""),
  body: z.string().max(1_000_000, "paste a million characters at most").default(""),
})

/** Says where an alert of the client, or a payload as one, would go by the settings of today. Writes nothing. */
export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const form = await readForm(request)
    return withPortfolio(person, ["services.read", "alerts.read"], async (t) => {
      const { client, alert, adapter, body } = parseForm(form, asked)
      const id = parseId("tenant", client)
      const routes = alert ? [await ofAlert(t, id, alert)] : await ofPayload(t, id, adapter, body)
      return routes
    })
  })
}

type Named = ExplainedRoute & { readonly title: string }

async function ofAlert(t: ReadTx<"alerts.read">, client: TenantId, alertId: string): Promise<Named> {
  const { items } = await listAlerts(
    t,
    { clients: [client], ids: [parseId("alert", alertId)] },
    { order: "newest", limit: 1 },
  )
  const [alert] = items
  if (!alert) throw notFound("Alert")
  return { title: alert.title, ...(await explainRoute(t, client, routableOf(alert))) }
}

/** Events of a payload that are explained; a tester needs no more. */
const atMost = 5

async function ofPayload(
  t: ReadTx<"alerts.read">,
  client: TenantId,
  adapterKey: string,
  body: string,
): Promise<Named[]> {
  if (body.trim() === "") throw invalid("Nothing to try.", { body: "Paste a payload, or choose an alert." })
  const { events, ignored } = read(adapterKey, body)
  if (ignored !== null)
    throw invalid("It would make no alert.", { body: `It would make no alert: ${ignored}.` })
  const routes: Named[] = []
  for (const event of events.slice(0, atMost)) {
    const alert = { ...matchableOf(event, newId(), adapterKey), discipline: event.discipline }
    routes.push({ title: event.title, ...(await explainRoute(t, client, alert)) })
  }
  return routes
}

function read(adapterKey: string, body: string) {
  try {
    return normaliseDelivery({ adapterKey, contentType: null, body })
  } catch (error) {
    if (!(error instanceof UnreadableBody)) throw error
    throw invalid("It cannot be read.", { body: `It would go to quarantine: ${error.message}.` })
  }
}
