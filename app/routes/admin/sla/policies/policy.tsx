import { redirect } from "react-router"
import { reachOf } from "#app/auth/access.ts"
import { withPortfolio, withProvider } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { readPolicy as findPolicy } from "#app/domain/sla/catalogue/list.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { notFound } from "#app/kernel/errors.ts"
import { parseId } from "#app/kernel/ids.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { BackToSla } from "../back-to-sla.tsx"
import { clientStandings } from "../client-standings.server.ts"
import { VersionList } from "../version-list.tsx"
import { actOnPolicy } from "./act.server.ts"
import { BindSection } from "./bind-section.tsx"
import { calendarChoices } from "./choices.server.ts"
import { editedOf } from "./edited.ts"
import { PolicyForm } from "./policy-form.tsx"
import { RetireSection } from "./retire-section.tsx"
import { shownRetirement } from "./retirement.server.ts"
import type { Route } from "./+types/policy"

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${loaderData?.policy.name ?? "Policy"} · SLA · Watchfloor` },
]

export function loader({ request, params }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const policyId = parseId("sla-policy", params.policyId)
    const kept = await withProvider(person, ["sla.read", "clients.read"], async (tx) => ({
      versions: await findPolicy(tx, policyId),
      calendars: await calendarChoices(tx),
    }))
    const [newest] = kept.versions
    if (!newest) throw notFound("Policy")
    const mayManage = reachOf(person, ["sla.manage"]) === "all"
    return {
      policyId,
      retiredAt: newest.retiredAt?.toString() ?? null,
      retirement: mayManage ? await shownRetirement(person, policyId) : null,
      policy: editedOf(newest.name, newest.version, newest.draft),
      calendars: kept.calendars,
      mayManage: mayManage && !newest.retiredAt,
      clients: await withPortfolio(person, ["sla.read", "clients.read"], clientStandings),
      versions: kept.versions.map(({ version, effectiveFrom, createdBy }) => ({
        ...{ version, createdBy },
        effectiveFrom: effectiveFrom.toString(),
      })),
    }
  })
}

export function action({ request, params }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const policyId = parseId("sla-policy", params.policyId)
    const done = await actOnPolicy(person, policyId, await readForm(request))
    if (done.act === "save") throw redirect(`/admin/sla/policies/${policyId}`)
    return done
  })
}

export default function PolicyPage({ loaderData, actionData }: Route.ComponentProps) {
  const { versions, clients, retiredAt, retirement, ...rest } = loaderData
  return (
    <>
      <BackToSla />
      <PageHeader title={rest.policy.name} count={retiredAt ? "Retired" : `Version ${rest.policy.version}`} />
      <PolicyForm
        key={rest.policy.version}
        {...rest}
        problem={actionData?.ok === false ? actionData.error : null}
      >
        <BindSection
          key={rest.policy.version}
          policy={{ id: rest.policyId, name: rest.policy.name, version: rest.policy.version }}
          clients={clients}
          mayManage={rest.mayManage}
        />
        <VersionList versions={versions} />
        {retirement ? <RetireSection name={rest.policy.name} {...{ retiredAt, retirement }} /> : null}
      </PolicyForm>
    </>
  )
}
