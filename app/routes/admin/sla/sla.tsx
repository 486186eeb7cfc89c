import { Plus } from "lucide-react"
import { Link, useSearchParams } from "react-router"
import { withTenantOf } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { endPolicy } from "#app/domain/sla/policies/running.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { buttonClass } from "#app/ui/button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { CalendarList } from "./calendar-list.tsx"
import { ClientList } from "./client-list.tsx"
import { listPage } from "./list-page.server.ts"
import { PolicyList } from "./policy-list.tsx"
import { SlaTabs } from "./sla-tabs.tsx"
import type { Route } from "./+types/sla"

export const meta: Route.MetaFunction = () => [{ title: "Service levels · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => listPage(await requireStaff(request)))
}

/** Ends what holds for a client. */
export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const form = await readForm(request)
    const id = parseId("tenant", String(form.get("client") ?? ""))
    return withTenantOf(person, { kind: "tenant", id }, ["sla.manage"], async (t) => ({
      moved: await endPolicy(t, parseId("sla-policy", String(form.get("policy") ?? ""))),
    }))
  })
}

export default function Sla({ loaderData }: Route.ComponentProps) {
  const [params] = useSearchParams()
  const wanted = params.get("tab")
  const tab = wanted === "calendars" || wanted === "clients" ? wanted : "policies"
  const { mayManage } = loaderData
  return (
    <>
      <PageHeader title="Service levels">
        {mayManage ? (
          <>
            <Link
              to="/admin/sla/calendars/new"
              className={buttonClass(tab === "calendars" ? "primary" : "quiet")}
            >
              <Plus className="size-4" aria-hidden="true" /> Calendar
            </Link>
            <Link
              to="/admin/sla/policies/new"
              className={buttonClass(tab === "policies" ? "primary" : "quiet")}
            >
              <Plus className="size-4" aria-hidden="true" /> Policy
            </Link>
          </>
        ) : null}
      </PageHeader>
      <SlaTabs current={tab} />
      <div className="px-4 pb-8">
        {tab === "policies" ? <PolicyList lists={loaderData} /> : null}
        {tab === "calendars" ? <CalendarList lists={loaderData} /> : null}
        {tab === "clients" ? <ClientList lists={loaderData} /> : null}
      </div>
    </>
  )
}
