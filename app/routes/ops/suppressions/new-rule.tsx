import { ArrowLeft } from "lucide-react"
import { Form, Link, redirect, useNavigation } from "react-router"
import { withPortfolio } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { readAlert } from "#app/domain/alerts/read.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { adapters } from "#app/domain/ingest/registry.ts"
import { listScopeNames } from "#app/domain/maintenance/read.server.ts"
import { type MatcherRows, readMatcherRows } from "#app/domain/matching/matcher-rows.ts"
import { listSources } from "#app/domain/sources/read.server.ts"
import { expiryChoices } from "#app/domain/suppressions/rule-choices.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { isId, parseId } from "#app/kernel/ids.ts"
import { Button } from "#app/ui/button.tsx"
import { ChoiceField, TextField } from "#app/ui/field.tsx"
import { MatcherEditor } from "#app/ui/matcher-editor.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Section } from "#app/ui/section.tsx"
import { ClientBoxes } from "./client-boxes.tsx"
import { PreviewPanel, PreviewProgress } from "./preview-panel.tsx"
import { prefillFrom } from "./prefill.ts"
import { createRules, previewRule } from "./rule-form.server.ts"
import { usePreviews } from "./use-previews.ts"
import type { Route } from "./+types/new-rule"

export const meta: Route.MetaFunction = () => [{ title: "New suppression rule · Watchfloor" }]

const needs = [
  ...["suppressions.manage", "clients.read"],
  ...["alerts.read", "sources.read", "services.read"],
] as ("suppressions.manage" | "clients.read" | "alerts.read" | "sources.read" | "services.read")[]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const params = new URL(request.url).searchParams
    const from = params.get("alert")
    return withPortfolio(person, needs, async (t) => {
      const alert = from ? await readAlert(t, parseId("alert", from)) : null
      const clients = await listAllClients(t)
      const codes = new Map<string, string>(clients.map(({ id, code }) => [id, code]))
      const of = alert?.client.id
      const sources = (await listSources(t, { limit: 1000, ...(of ? { client: of } : {}) })).items
      const { services } = await listScopeNames(t, of)
      const chosen = params.get("client") ?? ""
      return {
        clients: clients.map(({ id, name }) => ({ id, name })),
        chosen: of ? [of] : isId(chosen) ? [chosen] : [],
        from: alert ? { id: alert.id, ...prefillFrom(alert, params.has("rule")) } : null,
        choices: {
          source: sources.map(({ id, name, client }) => ({
            value: id,
            label: of ? name : `${codes.get(client) ?? ""} · ${name}`,
          })),
          service: services.map(({ id, name }) => ({ value: id, label: name })),
          tool: Object.values(adapters).map(({ key, label }) => ({ value: key, label })),
        },
      }
    })
  })
}

export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const form = await readForm(request)
    if (form.get("act") === "preview") return { ...(await previewRule(person, form)), sent: sentOf(form) }
    await createRules(person, form)
    throw redirect("/ops/suppressions")
  })
}

/** What was posted, for a browser that runs no script and gets the page anew. */
function sentOf(form: FormData): {
  readonly fields: Readonly<Record<string, string>>
  readonly clients: readonly string[]
  readonly rows: MatcherRows
} {
  const { mode, rows } = readMatcherRows(form)
  const fields = ["name", "reason", "validSeconds", "hideOpen"].map((name) => [
    name,
    String(form.get(name) ?? ""),
  ])
  return {
    fields: Object.fromEntries(fields),
    clients: form.getAll("client").map(String),
    rows: { mode, rows },
  }
}

export default function NewRule({ loaderData, actionData }: Route.ComponentProps) {
  const { clients, chosen, from, choices } = loaderData
  const busy = useNavigation().state !== "idle"
  const error = actionData?.ok === false ? actionData.error : null
  const asked = actionData?.ok ? actionData.value : null
  const errors = error?.fields ?? {}
  const going = usePreviews(asked)
  const open = going.previews?.reduce((sum, preview) => sum + preview.open, 0)
  return (
    <div className="max-w-5xl">
      <div className="px-4 pt-4">
        <Link
          to={from ? `/ops/alerts/${from.id}` : "/ops/suppressions"}
          className="inline-flex items-center gap-1 text-xs text-link hover:underline"
        >
          <ArrowLeft className="size-4" aria-hidden="true" /> {from ? "The alert" : "Suppressions"}
        </Link>
      </div>
      <PageHeader title="New suppression rule" />
      <Form method="post" className="grid gap-4 px-4 pb-8" noValidate>
        {from ? <input type="hidden" name="from" value={from.id} /> : null}
        {error ? (
          <p role="alert" className="rounded-md bg-s1-tint px-3 py-2 text-s1-ink">
            {error.message}
          </p>
        ) : null}
        <Section title="Whose alerts">
          <ClientBoxes
            clients={clients}
            chosen={asked?.sent.clients ?? chosen}
            error={errors["client"]}
            isOne={from !== null}
          />
        </Section>
        <Section
          title="Which alerts"
          intro="They are stored and reported as always. They open no incident and start no clock."
        >
          <MatcherEditor
            legend="Conditions"
            rows={asked?.sent.rows ?? from?.rows ?? { mode: "all", rows: [] }}
            choices={choices}
            errors={errors}
          />
        </Section>
        <Section title="Why and for how long">
          <TextField
            label="Name"
            name="name"
            maxLength={200}
            defaultValue={asked?.sent.fields["name"] ?? from?.name ?? ""}
            error={errors["name"]}
          />
          <TextField
            label="Reason"
            name="reason"
            maxLength={2000}
            placeholder="Change 4711: the backup job is known to be late until Friday"
            defaultValue={asked?.sent.fields["reason"] ?? ""}
            error={errors["reason"]}
          />
          <ChoiceField
            label="It ends"
            name="validSeconds"
            className="max-w-64"
            defaultValue={asked?.sent.fields["validSeconds"] ?? 86_400}
            hint="It can be extended later, 90 days at a time."
            error={errors["validSeconds"]}
          >
            {expiryChoices.map(({ seconds, label }) => (
              <option key={seconds} value={seconds}>
                after {label}
              </option>
            ))}
          </ChoiceField>
          <label className="flex items-start gap-2">
            <input
              type="checkbox"
              name="hideOpen"
              value="yes"
              defaultChecked={asked?.sent.fields["hideOpen"] === "yes"}
              className="mt-0.5 size-5 shrink-0"
            />
            <span>
              Also hide the{" "}
              {open === undefined ? "" : <span className="tnum">{open.toLocaleString("en")} </span>}open
              matching alerts
              <span className="block text-xs text-text-3">
                Without this, what is open, worked on or in an incident stays where it is. Incidents stay in
                any case.
              </span>
            </span>
          </label>
        </Section>
        <PreviewProgress going={going} />
        {going.previews ? <PreviewPanel previews={going.previews} /> : null}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" name="act" value="preview" disabled={busy || going.steps.isGoing}>
            Preview
          </Button>
          <Button look="primary" type="submit" name="act" value="create" disabled={busy}>
            Make the rule
          </Button>
        </div>
      </Form>
    </div>
  )
}
