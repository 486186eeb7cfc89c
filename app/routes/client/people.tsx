import { withClientPeople } from "#app/auth/guards.server.ts"
import { listOwnInvitations } from "#app/auth/invitations/list.server.ts"
import { listOwnPeople } from "#app/auth/people/list.server.ts"
import { requireClientPerson } from "#app/auth/staff.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { ConfirmButton } from "#app/ui/confirm-button.tsx"
import { TimeAgo } from "#app/ui/time-ago.tsx"
import { Invitations } from "#app/routes/admin/people/invitations.tsx"
import { ClientRoleField, InviteDialog } from "#app/routes/admin/people/invite-dialog.tsx"
import { invitationRow, namesOf, personRow, type PersonRow } from "#app/routes/admin/people/row.ts"
import { actOnOwnPeople } from "./people-acts.server.ts"
import type { Route } from "./+types/people"

export const meta: Route.MetaFunction = () => [{ title: "People · Watchfloor" }]

/** More people than this no client's page shows; a search is for the provider. */
const most = 500

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireClientPerson(request)
    const names = namesOf([], [])
    return withClientPeople(person, person.clientId, async (tx) => ({
      people: (await listOwnPeople(tx, { limit: most })).items.map((one) => personRow(one, names)),
      invitations: (await listOwnInvitations(tx)).map((one) => ({
        ...invitationRow(one, names),
        client: null,
      })),
      self: person.userId,
      whose: person.clientId,
      now: tx.now.epochMilliseconds,
    }))
  })
}

export function action({ request }: Route.ActionArgs) {
  return onAction(async () => actOnOwnPeople(request, await requireClientPerson(request)))
}

export default function OwnPeople({ loaderData }: Route.ComponentProps) {
  const { people, invitations, self, whose, now } = loaderData
  return (
    <div className="mx-auto max-w-4xl px-4 py-8 text-md">
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <h1 className="flex-1 text-2xl font-semibold">People</h1>
        <InviteDialog label="Invite a colleague" act="invite">
          {(errors) => <ClientRoleField error={errors["role"]} />}
        </InviteDialog>
      </div>
      <p className="mb-4 text-text-2">Who of your organisation can sign in here, and what they see.</p>
      <ul className="grid gap-3">
        {people.map((person) => (
          <Member key={person.id} person={person} isSelf={person.id === self} whose={whose} now={now} />
        ))}
      </ul>
      <div className="-mx-4">
        <Invitations invitations={invitations} mayManage />
      </div>
    </div>
  )
}

function Member({
  person,
  isSelf,
  whose,
  now,
}: {
  readonly person: PersonRow
  readonly isSelf: boolean
  readonly whose: string
  readonly now: number
}) {
  const { id, name, email, roles, factors, lastSeenAt, state } = person
  const fields = { whose, userId: id }
  return (
    <li className="flex flex-wrap items-end gap-3 rounded-lg border border-line bg-surface p-4">
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="font-medium">
          {name} {isSelf ? <span className="text-text-3">(you)</span> : null}{" "}
          {state === "disabled" ? <span className="text-s1-ink">disabled</span> : null}
        </h2>
        <p className="text-text-2 [overflow-wrap:anywhere]">{email}</p>
        <p className="text-sm text-text-2">
          Second factor: {factors} · last seen{" "}
          {lastSeenAt ? <TimeAgo at={lastSeenAt} renderedAt={now} /> : "never"}
        </p>
      </div>
      {state === "active" ? (
        <>
          <ActForm act="change-role" fields={fields} className="grid gap-2">
            {({ busy, errors }) => (
              <div className="flex flex-wrap items-end gap-2">
                <ClientRoleField key={roles[0]} value={roles[0] ?? "viewer"} error={errors["role"]} />
                <Button
                  type="submit"
                  disabled={busy}
                  className="h-10"
                  aria-label={`Change the role of ${name}`}
                >
                  Change
                </Button>
              </div>
            )}
          </ActForm>
          {isSelf ? null : (
            <ConfirmButton
              label="Disable"
              name={`Disable ${name}`}
              title={`Disable ${name}?`}
              confirm={`Disable ${name}`}
              act="disable"
              fields={fields}
            >
              They are signed out at once and cannot sign in. You can enable them again.
            </ConfirmButton>
          )}
        </>
      ) : (
        <ActForm act="enable" fields={fields} className="grid gap-2">
          {({ busy }) => (
            <Button type="submit" disabled={busy}>
              Enable {name}
            </Button>
          )}
        </ActForm>
      )}
    </li>
  )
}
