import { redirect } from "react-router"
import { withProvider } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { saveCalendar } from "#app/domain/sla/catalogue/save-calendar.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { BackToSla } from "../back-to-sla.tsx"
import { CalendarForm } from "./calendar-form.tsx"
import { freshCalendar } from "./edited.ts"
import { offered } from "./offered.server.ts"
import { readCalendar } from "./read-calendar.ts"
import type { Route } from "./+types/new-calendar"

export const meta: Route.MetaFunction = () => [{ title: "New calendar · SLA · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    await withProvider(person, ["sla.manage"], async () => {})
    return offered()
  })
}

export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const form = await readForm(request)
    const { id } = await withProvider(person, ["sla.manage"], (tx) => {
      const { effectiveFrom, ...written } = readCalendar(form)
      return saveCalendar(tx, { ...written, effectiveFrom: effectiveFrom ?? tx.now })
    })
    throw redirect(`/admin/sla/calendars/${id}`)
  })
}

export default function NewCalendar({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <>
      <BackToSla tab="calendars" />
      <PageHeader title="New calendar" />
      <CalendarForm
        calendar={freshCalendar}
        {...loaderData}
        plan={null}
        problem={actionData?.ok === false ? actionData.error : null}
        mayManage
      />
    </>
  )
}
