import { ArrowLeft } from "lucide-react"
import { Form, Link, redirect } from "react-router"
import { withPortfolio, withTenantOf } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { createWindow } from "#app/domain/maintenance/save.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { isId, parseId } from "#app/kernel/ids.ts"
import { buttonClass } from "#app/ui/button.tsx"
import { ChoiceField } from "#app/ui/field.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import { WindowForm } from "./window-form.tsx"
import { readWindowForm } from "./window-form.server.ts"
import { emptyDraft } from "./window-start.ts"
import { previewWindow, windowNeeds, withChoices } from "./window-work.server.ts"
import type { Route } from "./+types/new-window"

export const meta: Route.MetaFunction = () => [{ title: "New maintenance window · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const client = new URL(request.url).searchParams.get("client") ?? ""
    if (!isId(client)) {
      const clients = await withPortfolio(person, windowNeeds, listAllClients)
      return { clients: clients.map(({ id, name }) => ({ id, name })), offered: null }
    }
    const { now, ...offered } = await withChoices(person, parseId("tenant", client))
    return { clients: [], offered: { ...offered, draft: emptyDraft(offered.client.timeZone, now) } }
  })
}

export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const form = await readForm(request)
    const client = parseId("tenant", new URL(request.url).searchParams.get("client") ?? undefined)
    if (form.get("act") === "preview") return previewWindow(person, client, form)
    await withTenantOf(person, { kind: "tenant", id: client }, ["suppressions.manage"], (t) =>
      createWindow(t, readWindowForm(form, t.now)),
    )
    throw redirect("/ops/suppressions?tab=maintenance")
  })
}

export default function NewWindow({ loaderData, actionData }: Route.ComponentProps) {
  const { offered, clients } = loaderData
  const error = actionData?.ok === false ? actionData.error : null
  const asked = actionData?.ok ? actionData.value : null
  return (
    <div className="max-w-5xl">
      <div className="px-4 pt-4">
        <Link
          to="/ops/suppressions?tab=maintenance"
          className="inline-flex items-center gap-1 text-xs text-link hover:underline"
        >
          <ArrowLeft className="size-4" aria-hidden="true" /> Maintenance
        </Link>
      </div>
      <PageHeader title={offered ? `Maintenance at ${offered.client.name}` : "New maintenance window"} />
      {offered ? (
        <WindowForm
          {...offered}
          draft={asked?.sent.draft ?? offered.draft}
          rows={asked?.sent.rows ?? { mode: "all", rows: [] }}
          error={error}
          preview={asked}
          save="Announce the window"
        />
      ) : (
        <Form method="get" className="grid max-w-md gap-4 px-4 pb-8">
          <ChoiceField label="At which client" name="client" required>
            {clients.map(({ id, name }) => (
              <option key={id} value={id}>
                {visibleText(name)}
              </option>
            ))}
          </ChoiceField>
          <div>
            <button type="submit" className={buttonClass("primary")}>
              Go on
            </button>
          </div>
        </Form>
      )}
    </div>
  )
}
