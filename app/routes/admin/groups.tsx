import { readForm } from "#app/http/read-form.server.ts"
import { ArrowLeft } from "lucide-react"
import { useState } from "react"
import { Link } from "react-router"
import * as z from "zod"
import { withPortfolio, withProvider } from "#app/auth/guards.server.ts"
import { type ClientGroup, listGroups } from "#app/auth/groups/list.server.ts"
import { removeGroup } from "#app/auth/groups/remove.server.ts"
import { changeGroup, createGroup } from "#app/auth/groups/save.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { requireFresh } from "#app/auth/step-up.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { notFound } from "#app/kernel/errors.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { ConfirmButton } from "#app/ui/confirm-button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import { TextField } from "#app/ui/field.tsx"
import { EmptyState, PageHeader } from "#app/ui/page-header.tsx"
import type { Route } from "./+types/groups"

export const meta: Route.MetaFunction = () => [{ title: "Client groups · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const groups = await withProvider(person, ["people.read"], listGroups)
    const clients = await withPortfolio(person, ["clients.read"], listAllClients)
    return {
      groups,
      clients: clients.map(({ id, name }) => ({ id, name })),
      mayManage: person.permissions.has("people.manage"),
    }
  })
}

const named = z.object({ name: z.string().trim().min(1, "give it a name").max(100) })
const one = z.object({ groupId: z.uuid() })

export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    // Whom a group covers decides what its holders reach: it is asked for as a grant is.
    await requireFresh(request, "/admin/groups")
    const form = await readForm(request)
    if (form.get("act") === "remove")
      return withProvider(person, ["people.manage"], (tx) => removeGroup(tx, parseForm(form, one).groupId))
    const { name } = parseForm(form, named)
    const clients = await withPortfolio(person, ["clients.read"], listAllClients)
    const chosen = new Set<unknown>(form.getAll("client"))
    const clientIds: TenantId[] = clients.map(({ id }) => id).filter((id) => chosen.has(id))
    if (clientIds.length < chosen.size) throw notFound("Client")
    return withProvider(person, ["people.manage"], (tx) =>
      form.get("act") === "create"
        ? createGroup(tx, { name, clientIds })
        : changeGroup(tx, parseForm(form, one).groupId, { name, clientIds }),
    )
  })
}

type Client = { readonly id: TenantId; readonly name: string }

export default function Groups({ loaderData }: Route.ComponentProps) {
  const { groups, clients, mayManage } = loaderData
  const nameOf = new Map<string, string>(clients.map(({ id, name }) => [id, name]))
  return (
    <>
      <div className="px-4 pt-4">
        <Link to="/admin/people" className="inline-flex items-center gap-1 text-xs text-link hover:underline">
          <ArrowLeft className="size-4" aria-hidden="true" /> People
        </Link>
      </div>
      <PageHeader title="Client groups" count={`${groups.length}`}>
        {mayManage ? <GroupDialog label="New group" act="create" clients={clients} /> : null}
      </PageHeader>
      {groups.length === 0 ? (
        <EmptyState title="No group yet">
          A group gathers clients by trade, region or reseller, so that a grant can cover all of them.
        </EmptyState>
      ) : null}
      <ul className="grid gap-3 px-4 pb-6">
        {groups.map((group) => (
          <li key={group.id} className="grid gap-2 rounded-lg border border-line bg-surface p-4">
            <div className="flex flex-wrap items-center gap-2">
              <h2 className="flex-1 text-lg font-semibold">{group.name}</h2>
              {mayManage ? (
                <>
                  <GroupDialog label="Change" act="change" clients={clients} group={group} />
                  <ConfirmButton
                    label="Remove"
                    name={`Remove ${group.name}`}
                    title={`Remove the group ${group.name}?`}
                    confirm={`Remove ${group.name}`}
                    act="remove"
                    fields={{ groupId: group.id }}
                  >
                    {group.holders === 0
                      ? "Nobody has a grant for it. Its clients stay as they are."
                      : `${people(group.holders)} hold grants for it, which go with it. Its clients stay as they are.`}
                  </ConfirmButton>
                </>
              ) : null}
            </div>
            <p className="text-text-2">
              {group.clientIds.length === 0
                ? "No client."
                : group.clientIds.map((id) => nameOf.get(id) ?? "a client out of reach").join(", ")}
            </p>
            <p className="text-xs text-text-3">{people(group.holders)} hold a grant for it.</p>
          </li>
        ))}
      </ul>
    </>
  )
}

const people = (count: number) => (count === 1 ? "1 person" : `${count} people`)

function GroupDialog({
  label,
  act,
  clients,
  group,
}: {
  readonly label: string
  readonly act: "create" | "change"
  readonly clients: readonly Client[]
  readonly group?: ClientGroup
}) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        look={group ? "quiet" : "primary"}
        onClick={() => setOpen(true)}
        {...(group ? { "aria-label": `Change ${group.name}` } : {})}
      >
        {label}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={group ? `Change ${group.name}` : label}>
        <ActForm act={act} fields={group ? { groupId: group.id } : {}} onDone={() => setOpen(false)}>
          {({ busy, errors }) => (
            <>
              <TextField
                label="Name"
                name="name"
                required
                maxLength={100}
                defaultValue={group?.name ?? ""}
                error={errors["name"]}
                data-first-focus
              />
              <ClientChoice clients={clients} chosen={group?.clientIds ?? []} />
              <DialogActions onCancel={() => setOpen(false)} disabled={busy}>
                {group ? "Save the group" : "Make the group"}
              </DialogActions>
            </>
          )}
        </ActForm>
      </Dialog>
    </>
  )
}

function ClientChoice({
  clients,
  chosen,
}: {
  readonly clients: readonly Client[]
  readonly chosen: readonly string[]
}) {
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 text-sm font-medium">Clients</legend>
      <div className="grid max-h-64 overflow-y-auto rounded-md border border-line p-2 sm:grid-cols-2">
        {clients.map(({ id, name }) => (
          <label key={id} className="tap flex items-center gap-2">
            <input type="checkbox" name="client" value={id} defaultChecked={chosen.includes(id)} />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
