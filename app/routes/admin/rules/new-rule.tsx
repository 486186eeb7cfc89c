import { redirect } from "react-router"
import { withProvider } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { createRule } from "#app/domain/correlation/create.server.ts"
import { readRule as findRule } from "#app/domain/correlation/read.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { BackToRules } from "./back-to-rules.tsx"
import { freshDefinition, lastAsDefinition } from "./fresh-rule.ts"
import { offered } from "./offered.server.ts"
import { readRule } from "./read-rule.ts"
import { type EditedRule, RuleForm } from "./rule-form.tsx"
import type { Route } from "./+types/new-rule"

export const meta: Route.MetaFunction = () => [{ title: "New rule · Correlation · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    await withProvider(person, ["rules.manage"], async () => {})
    const copy = new URL(request.url).searchParams.get("copy")
    const fresh = { id: null, version: 1, enabled: true, clients: null, name: "" }
    const rule = async (): Promise<EditedRule> => {
      if (!copy) return { ...fresh, definition: freshDefinition }
      if (copy === "last") return { ...fresh, definition: lastAsDefinition }
      const id = parseId("correlation-rule", copy)
      const known = await withProvider(person, ["rules.read"], (tx) => findRule(tx, id))
      const { clients, definition } = known
      return { ...fresh, clients, definition, name: `Copy of ${known.name}`.slice(0, 100) }
    }
    return { rule: await rule(), ...(await offered(person)) }
  })
}

export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const form = await readForm(request)
    await withProvider(person, ["rules.manage"], (tx) => createRule(tx, readRule(form)))
    throw redirect("/admin/rules")
  })
}

export default function NewRule({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <>
      <BackToRules />
      <PageHeader title="New rule" />
      <RuleForm {...loaderData} problem={actionData?.ok === false ? actionData.error : null} />
    </>
  )
}
