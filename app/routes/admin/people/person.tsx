import type { Person } from "#app/auth/principal.ts"
import { ArrowLeft } from "lucide-react"
import { Link } from "react-router"
import { withPortfolio, withProvider } from "#app/auth/guards.server.ts"
import { listGroups } from "#app/auth/groups/list.server.ts"
import { readPerson } from "#app/auth/people/list.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { Section } from "#app/ui/section.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { TimeAgo } from "#app/ui/time-ago.tsx"
import { Explanation } from "./explanation.tsx"
import { Grants } from "./grants.tsx"
import { ClientRoleField } from "./invite-dialog.tsx"
import { actOnPerson } from "./person-acts.server.ts"
import { PersonDeeds } from "./person-deeds.tsx"
import { explainedRows, grantRow } from "./grant-row.ts"
import { namesOf, personRow } from "./row.ts"
import type { Route } from "./+types/person"

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${loaderData?.person.name ?? "Person"} · Watchfloor` },
]

export function loader({ request, params }: Route.LoaderArgs) {
  return onScreen(async () => {
    const who = await requireStaff(request)
    const id = parseId("user", params.userId)
    const seesStaff = who.permissions.has("people.read")
    const found = await withProvider(who, [needOf(who)], (tx) =>
      readPerson(tx, seesStaff ? "anybody" : "clients", id),
    )
    const groups = seesStaff ? await withProvider(who, ["people.read"], listGroups) : []
    const clients = await withPortfolio(who, ["clients.read"], listAllClients)
    const names = namesOf(clients, groups)
    const asked = clients.find((client) => client.id === new URL(request.url).searchParams.get("client"))
    return {
      ...{ now: Date.now(), role: found.role, chosen: asked?.id ?? null },
      person: personRow(found, names),
      mayManage: who.permissions.has(found.clientId ? "client-people.manage" : "people.manage"),
      grants: found.grants.map((grant) => grantRow(grant, names)),
      explained: asked && !found.clientId ? explainedRows(found.grants, asked.id, names) : [],
      places: {
        clients: clients.map(({ id: clientId, name }) => ({ id: clientId, name })),
        groups: groups.map(({ id: groupId, name }) => ({ id: groupId, name })),
      },
    }
  })
}

export function action({ request, params }: Route.ActionArgs) {
  return onAction(async () => {
    const who = await requireStaff(request)
    // Who may not see the page does nothing on it.
    await withProvider(who, [needOf(who)], async () => {})
    return actOnPerson(request, who, parseId("user", params.userId))
  })
}

const needOf = ({ permissions }: Pick<Person, "permissions">) =>
  permissions.has("people.read") ? "people.read" : "client-people.manage"

export default function PersonPage({ loaderData }: Route.ComponentProps) {
  const { person, mayManage, grants, places, chosen, explained, now, role } = loaderData
  const isStaff = person.clientId === null
  return (
    <>
      <div className="px-4 pt-4">
        <Link
          to={isStaff ? "/admin/people" : "/admin/people?tab=clients"}
          className="inline-flex items-center gap-1 text-xs text-link hover:underline"
        >
          <ArrowLeft className="size-4" aria-hidden="true" /> People
        </Link>
      </div>
      <PageHeader title={person.name} count={person.state === "disabled" ? "disabled" : ""} />
      <div className="grid items-start gap-4 px-4 pb-6 lg:grid-cols-2">
        <div className="grid gap-4">
          <Section title="Account">
            <dl className="grid grid-cols-[7rem_1fr] gap-x-3 gap-y-2 text-sm">
              <Fact name="Address">{person.email}</Fact>
              <Fact name={isStaff ? "Works for" : "Client"}>{person.client ?? "the provider"}</Fact>
              <Fact name="Second factor">{person.factors}</Fact>
              <Fact name="Last seen">
                {person.lastSeenAt ? <TimeAgo at={person.lastSeenAt} renderedAt={now} /> : "never"}
              </Fact>
              <Fact name="Sessions">{person.sessions}</Fact>
              <Fact name="State">{person.state}</Fact>
              {person.hints.length > 0 ? <Fact name="Look at">{person.hints.join("; ")}</Fact> : null}
            </dl>
            {mayManage ? <PersonDeeds person={person} whose={person.clientId ?? "staff"} /> : null}
          </Section>
          {isStaff ? (
            <Grants grants={grants} places={places} mayManage={mayManage} />
          ) : (
            <Section title="Role">
              {mayManage ? <RoleForm whose={person.clientId ?? ""} role={role ?? "viewer"} /> : <p>{role}</p>}
            </Section>
          )}
        </div>
        {isStaff ? <Explanation clients={places.clients} chosen={chosen} rows={explained} /> : null}
      </div>
    </>
  )
}

function RoleForm({ whose, role }: { readonly whose: string; readonly role: string }) {
  return (
    <ActForm act="change-role" fields={{ whose }} said="The role is changed; they were signed out.">
      {({ busy, errors }) => (
        <div className="flex flex-wrap items-end gap-2">
          <div className="min-w-56 flex-1">
            <ClientRoleField key={role} value={role} error={errors["role"]} />
          </div>
          <Button type="submit" disabled={busy} className="h-10">
            Change the role
          </Button>
        </div>
      )}
    </ActForm>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt className="text-text-3">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </>
  )
}
