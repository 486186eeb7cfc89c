import { redirect } from "react-router"
import { reachOf } from "#app/auth/access.ts"
import { withProvider } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { defineCalendar } from "#app/domain/sla/calendar/define.ts"
import { readCalendar as findCalendar } from "#app/domain/sla/catalogue/list.server.ts"
import { saveCalendar } from "#app/domain/sla/catalogue/save-calendar.server.ts"
import { draftOf } from "#app/domain/sla/policies/compile.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { notFound } from "#app/kernel/errors.ts"
import { parseId } from "#app/kernel/ids.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { BackToSla } from "../back-to-sla.tsx"
import { VersionList } from "../version-list.tsx"
import { CalendarForm } from "./calendar-form.tsx"
import { editedOf } from "./edited.ts"
import { offered } from "./offered.server.ts"
import { planOf } from "./plan.ts"
import { readCalendar } from "./read-calendar.ts"
import type { Route } from "./+types/calendar"

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${loaderData?.calendar.name ?? "Calendar"} · SLA · Watchfloor` },
]

export function loader({ request, params }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    return withProvider(person, ["sla.read"], async (tx) => {
      const versions = await findCalendar(tx, parseId("sla-calendar", params.calendarId))
      const [newest] = versions
      if (!newest) throw notFound("Calendar")
      const made = defineCalendar({ ...draftOf(newest.draft), name: newest.name })
      return {
        calendar: editedOf(newest.name, newest.version, newest.draft),
        plan: made.ok ? planOf(made.value, tx.now) : null,
        mayManage: reachOf(person, ["sla.manage"]) === "all",
        versions: versions.map(({ version, effectiveFrom, createdBy }) => ({
          ...{ version, createdBy },
          effectiveFrom: effectiveFrom.toString(),
        })),
        ...offered(),
      }
    })
  })
}

export function action({ request, params }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const form = await readForm(request)
    await withProvider(person, ["sla.manage"], (tx) => {
      const id = parseId("sla-calendar", params.calendarId)
      const { effectiveFrom, ...written } = readCalendar(form)
      return saveCalendar(tx, { id, ...written, effectiveFrom: effectiveFrom ?? tx.now })
    })
    throw redirect(`/admin/sla/calendars/${params.calendarId}`)
  })
}

export default function CalendarPage({ loaderData, actionData }: Route.ComponentProps) {
  const { versions, ...rest } = loaderData
  return (
    <>
      <BackToSla tab="calendars" />
      <PageHeader title={rest.calendar.name} count={`Version ${rest.calendar.version}`} />
      <CalendarForm
        key={rest.calendar.version}
        {...rest}
        problem={actionData?.ok === false ? actionData.error : null}
      >
        <VersionList versions={versions} />
      </CalendarForm>
    </>
  )
}
