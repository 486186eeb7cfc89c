import { ArrowLeft } from "lucide-react"
import { Link, redirect } from "react-router"
import { withPortfolio, withTenantOf } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import type { Person } from "#app/auth/principal.ts"
import { readWindow } from "#app/domain/maintenance/read.server.ts"
import { changeWindow } from "#app/domain/maintenance/save.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { isBefore } from "#app/kernel/time.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import { WindowForm } from "./window-form.tsx"
import { readWindowForm } from "./window-form.server.ts"
import { draftFrom, rowsFrom } from "./window-start.ts"
import { previewWindow, readChoices, windowNeeds } from "./window-work.server.ts"
import type { Route } from "./+types/window"

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${visibleText(loaderData?.draft.title ?? "Maintenance")} · Watchfloor` },
]

export function loader({ request, params }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    return withPortfolio(person, windowNeeds, async (t) => {
      const window = await readWindow(t, parseId("maintenance-window", params.windowId))
      return {
        ...(await readChoices(t, window.client)),
        draft: draftFrom(window),
        rows: rowsFrom(window),
        isAhead: window.cancelledAt === null && isBefore(t.now, window.startsAt),
      }
    })
  })
}

export function action({ request, params }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const form = await readForm(request)
    const { client, id } = await found(person, params.windowId)
    if (form.get("act") === "preview") return previewWindow(person, client, form)
    await withTenantOf(person, { kind: "tenant", id: client }, ["suppressions.manage"], (t) =>
      changeWindow(t, id, readWindowForm(form, t.now)),
    )
    throw redirect("/ops/suppressions?tab=maintenance")
  })
}

function found(person: Person, id: string) {
  return withPortfolio(person, ["suppressions.manage"], (t) =>
    readWindow(t, parseId("maintenance-window", id)),
  )
}

export default function Window({ loaderData, actionData }: Route.ComponentProps) {
  const { client, draft, rows, isAhead } = loaderData
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
      <PageHeader title={`${draft.title} at ${client.name}`} />
      {isAhead ? (
        <WindowForm
          {...loaderData}
          draft={asked?.sent.draft ?? draft}
          rows={asked?.sent.rows ?? rows}
          error={error}
          preview={asked}
          save="Save the window"
        />
      ) : (
        <p className="px-4 pb-8 text-text-2">
          It has begun or is over, and cannot be changed any more. It can be ended from the list, and a new
          one made.
        </p>
      )}
    </div>
  )
}
