import { ArrowLeft } from "lucide-react"
import { Link } from "react-router"
import { permissionsAt } from "#app/auth/access.ts"
import { withPortfolio, withTenantOf } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { buttonClass } from "#app/ui/button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Section } from "#app/ui/section.tsx"
import { SourceTabs } from "../source-tabs.tsx"
import { DeadLetters } from "./dead-letters.tsx"
import { applyQuarantineDeed, readQuarantinePage } from "./quarantine-page.server.ts"
import { ReasonList } from "./reason-list.tsx"
import { ReplayWindow } from "./replay-window.tsx"
import type { Route } from "./+types/quarantine"

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `Quarantine · ${loaderData?.name ?? "Source"} · Watchfloor` },
]

export function loader({ request, params }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const id = parseId("source", params.sourceId)
    return withPortfolio(person, ["sources.read"], async (t) => {
      const page = await readQuarantinePage(t, id, new URL(request.url).searchParams)
      return { ...page, mayManage: permissionsAt(person, page.client).has("sources.manage") }
    })
  })
}

export function action({ request, params }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const id = parseId("source", params.sourceId)
    const form = await readForm(request)
    return withTenantOf(person, { kind: "source", id }, ["sources.manage", "sources.read"], (t) =>
      applyQuarantineDeed(t, id, form),
    )
  })
}

export default function Quarantine({ loaderData }: Route.ComponentProps) {
  const { id, name, adapter, state, reason, reasons, rows, nextCursor, today, mayManage } = loaderData
  const waiting = reasons.reduce((sum, { count }) => sum + count, 0)
  const at = (query: Record<string, string>) => `?${new URLSearchParams(query).toString()}`
  return (
    <>
      <Link
        to="/admin"
        className="inline-flex items-center gap-1 px-4 pt-4 text-xs text-text-2 hover:text-text"
      >
        <ArrowLeft className="size-3.5" aria-hidden="true" /> Sources
      </Link>
      <PageHeader title={name} count={`${waiting} in quarantine`} />
      <SourceTabs id={id} adapter={adapter} current="quarantine" />
      <div className="grid items-start gap-6 border-t border-line px-4 pt-4 pb-12 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Section
          title={state === "waiting" ? "What could not be read" : "What was settled"}
          intro="Every body is kept as evidence, whatever becomes of it."
        >
          <nav aria-label="Which deliveries" className="flex flex-wrap gap-2">
            <Link to={at({})} className={buttonClass()} aria-current={state === "waiting" && !reason}>
              Waiting
            </Link>
            <Link to={at({ state: "settled" })} className={buttonClass()} aria-current={state === "settled"}>
              Settled
            </Link>
          </nav>
          <DeadLetters rows={rows} source={id} mayManage={mayManage} state={state} />
          {nextCursor ? (
            <Link
              to={at({ state, ...(reason ? { reason } : {}), after: nextCursor })}
              className={buttonClass("quiet", "justify-self-start")}
            >
              Older
            </Link>
          ) : null}
        </Section>
        <div className="grid gap-6">
          <ReasonList reasons={reasons} source={id} chosen={reason} mayManage={mayManage} />
          {mayManage ? <ReplayWindow source={id} today={today} /> : null}
        </div>
      </div>
    </>
  )
}
