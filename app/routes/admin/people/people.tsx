import { Form, Link } from "react-router"
import { withPortfolio, withProvider } from "#app/auth/guards.server.ts"
import { listGroups } from "#app/auth/groups/list.server.ts"
import { listClientsInvitations, listStaffInvitations } from "#app/auth/invitations/list.server.ts"
import { countByKind, listClientsPeople, listStaff } from "#app/auth/people/list.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { buttonClass } from "#app/ui/button.tsx"
import { EmptyState, PageHeader } from "#app/ui/page-header.tsx"
import { Tabs } from "#app/ui/tabs.tsx"
import { actOnInvitations } from "./acts.server.ts"
import { Invitations } from "./invitations.tsx"
import { InviteStaff, InviteToClient } from "./invite-dialog.tsx"
import { PeopleTable } from "./people-table.tsx"
import { invitationRow, namesOf, personRow } from "./row.ts"
import type { Route } from "./+types/people"

export const meta: Route.MetaFunction = () => [{ title: "People · Watchfloor" }]

const pageSize = 50

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const may = (permission: Parameters<typeof person.permissions.has>[0]) =>
      person.permissions.has(permission)
    const query = new URL(request.url).searchParams
    const search = (query.get("q") ?? "").trim().slice(0, 100)
    const after = query.get("after")
    const page = { limit: pageSize, ...(search ? { search } : {}), ...(after ? { after } : {}) }
    const need = may("people.read") ? "people.read" : "client-people.manage"
    const tab =
      need === "people.read" && query.get("tab") !== "clients" ? ("staff" as const) : ("clients" as const)
    const clients = await withPortfolio(person, ["clients.read"], listAllClients)
    const groups = need === "people.read" ? await withProvider(person, [need], listGroups) : []
    const names = namesOf(clients, groups)
    const found =
      tab === "staff"
        ? await withProvider(person, ["people.read"], async (tx) => ({
            people: await listStaff(tx, page),
            invited: await listStaffInvitations(tx),
            counts: await countByKind(tx),
          }))
        : await withProvider(person, [need], async (tx) => ({
            people: await listClientsPeople(tx, page),
            invited: await listClientsInvitations(tx),
            counts: await countByKind(tx),
          }))
    const fits = (text: string) => text.toLowerCase().includes(search.toLowerCase())
    return {
      ...{ tab, search, counts: found.counts, next: found.people.nextCursor, now: Date.now() },
      people: found.people.items.map((one) => personRow(one, names)),
      invitations: found.invited
        .filter((one) => fits(one.name) || fits(one.email))
        .map((one) => invitationRow(one, names)),
      places: {
        clients: clients.map(({ id, name }) => ({ id, name })),
        groups: groups.map(({ id, name }) => ({ id, name })),
      },
      seesStaff: need === "people.read",
      managesStaff: may("people.manage"),
      managesClients: may("client-people.manage"),
    }
  })
}

export function action({ request }: Route.ActionArgs) {
  return onAction(async () => actOnInvitations(request, await requireStaff(request)))
}

export default function People({ loaderData }: Route.ComponentProps) {
  const { tab, search, counts, people, invitations, next, now, places } = loaderData
  const { seesStaff, managesStaff, managesClients } = loaderData
  const mayManage = tab === "staff" ? managesStaff : managesClients
  return (
    <>
      <PageHeader title="People" count={`${counts[tab]}`}>
        {seesStaff ? (
          <Link to="/admin/groups" className={buttonClass()}>
            Client groups
          </Link>
        ) : null}
        {tab === "staff" && managesStaff ? <InviteStaff places={places} /> : null}
        {tab === "clients" && managesClients ? <InviteToClient clients={places.clients} /> : null}
      </PageHeader>
      <Tabs
        label="Whose people"
        current={tab}
        tabs={[
          ...(seesStaff ? [{ key: "staff", label: "Staff", count: `${counts.staff}`, to: "?" }] : []),
          { key: "clients", label: "Clients' people", count: `${counts.clients}`, to: "?tab=clients" },
        ]}
      />
      <Form
        method="get"
        className="flex flex-wrap items-center gap-2 border-y border-line bg-surface px-4 py-1.5"
      >
        {tab === "clients" ? <input type="hidden" name="tab" value="clients" /> : null}
        <input
          type="search"
          name="q"
          aria-label="Name or address"
          placeholder="Name or address"
          key={`${tab} ${search}`}
          defaultValue={search}
          className="tap w-72 min-w-0 rounded-md max-sm:flex-1 border border-control bg-surface px-2"
        />
        <button type="submit" className={buttonClass()}>
          Search
        </button>
      </Form>
      <Invitations invitations={invitations} mayManage={mayManage} />
      {people.length > 0 ? (
        <PeopleTable people={people} now={now} withClient={tab === "clients"} />
      ) : (
        <EmptyState title={search ? "Nobody matches" : "Nobody here yet"}>
          {search ? (
            <Link to={tab === "clients" ? "?tab=clients" : "?"} className={buttonClass()}>
              Clear the search
            </Link>
          ) : (
            "Invite the first one."
          )}
        </EmptyState>
      )}
      {next ? (
        <footer className="px-4 py-3">
          <Link
            to={`?${new URLSearchParams({ tab, ...(search ? { q: search } : {}), after: next })}`}
            className={buttonClass()}
          >
            Next {pageSize}
          </Link>
        </footer>
      ) : null}
    </>
  )
}
