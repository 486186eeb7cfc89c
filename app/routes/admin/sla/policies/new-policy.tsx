import { redirect } from "react-router"
import { withProvider } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { savePolicy } from "#app/domain/sla/catalogue/save-policy.server.ts"
import { defaultDraft } from "#app/domain/sla/policies/default-policy.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { BackToSla } from "../back-to-sla.tsx"
import { calendarChoices } from "./choices.server.ts"
import { editedOf } from "./edited.ts"
import { PolicyForm } from "./policy-form.tsx"
import { readPolicy } from "./read-policy.ts"
import type { Route } from "./+types/new-policy"

export const meta: Route.MetaFunction = () => [{ title: "New policy · SLA · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    return withProvider(person, ["sla.manage", "sla.read"], async (tx) => ({
      policy: editedOf("", 0, defaultDraft),
      calendars: await calendarChoices(tx),
    }))
  })
}

export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const form = await readForm(request)
    const { id } = await withProvider(person, ["sla.manage"], (tx) => {
      const { effectiveFrom, ...written } = readPolicy(form, null)
      return savePolicy(tx, { ...written, effectiveFrom: effectiveFrom ?? tx.now })
    })
    throw redirect(`/admin/sla/policies/${id}`)
  })
}

export default function NewPolicy({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <>
      <BackToSla />
      <PageHeader title="New policy" />
      <PolicyForm
        {...loaderData}
        policyId={null}
        problem={actionData?.ok === false ? actionData.error : null}
        mayManage
      />
    </>
  )
}
