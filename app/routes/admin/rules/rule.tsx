import { redirect } from "react-router"
import { withProvider } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { deleteRule } from "#app/domain/correlation/delete.server.ts"
import { readRule as findRule } from "#app/domain/correlation/read.server.ts"
import { updateRule } from "#app/domain/correlation/update.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { ConfirmButton } from "#app/ui/confirm-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { BackToRules } from "./back-to-rules.tsx"
import { offered } from "./offered.server.ts"
import { readRule } from "./read-rule.ts"
import { RuleForm } from "./rule-form.tsx"
import type { Route } from "./+types/rule"

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${loaderData?.rule.name ?? "Rule"} · Correlation · Watchfloor` },
]

export function loader({ request, params }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const id = parseId("correlation-rule", params.ruleId)
    const rule = await withProvider(person, ["rules.manage", "rules.read"], (tx) => findRule(tx, id))
    return { rule, ...(await offered(person)) }
  })
}

export function action({ request, params }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const form = await readForm(request)
    await withProvider(person, ["rules.manage"], async (tx) => {
      const id = parseId("correlation-rule", params.ruleId)
      if (form.get("act") === "delete") await deleteRule(tx, id)
      else await updateRule(tx, id, readRule(form), Number(form.get("version")))
    })
    throw redirect("/admin/rules")
  })
}

export default function RulePage({ loaderData, actionData }: Route.ComponentProps) {
  const { rule, ...rest } = loaderData
  return (
    <>
      <BackToRules />
      <PageHeader title={rule.name} count={`Version ${rule.version}`}>
        <ConfirmButton
          label="Delete …"
          title={`Delete ${rule.name}?`}
          confirm={`Delete ${rule.name}`}
          act="delete"
        >
          From now on later rules have its alerts. Incidents it opened stay as they are.
        </ConfirmButton>
      </PageHeader>
      <RuleForm
        key={rule.version}
        rule={rule}
        {...rest}
        problem={actionData?.ok === false ? actionData.error : null}
      />
    </>
  )
}
