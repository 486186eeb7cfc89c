import type { ClientView } from "#app/domain/clients/client.ts"
import type { InvitationView } from "#app/auth/invitations/invitation.ts"
import type { GrantDraft } from "#app/auth/people/grant.ts"
import type { Hint } from "#app/auth/people/hints.ts"
import type { ListedPerson } from "#app/auth/people/list.server.ts"
import { factorWords, grantWords } from "#app/auth/people/words.ts"

/** Names of clients and groups by id. */
export type Names = {
  readonly clients: ReadonlyMap<string, string>
  readonly groups: ReadonlyMap<string, string>
}

export function namesOf(
  clients: readonly Pick<ClientView, "id" | "name">[],
  groups: readonly { readonly id: string; readonly name: string }[],
): Names {
  return {
    clients: new Map(clients.map(({ id, name }) => [id, name])),
    groups: new Map(groups.map(({ id, name }) => [id, name])),
  }
}

const hintWords = {
  idle: "idle 90 days",
  "idle-administrator": "administrator, not seen for 30 days",
  "grant-covered-by-another": "over-privileged: a grant that another one covers",
  "grant-expired": "a grant has expired",
} as const satisfies Record<Hint, string>

/** A person of a list, in words. */
export function personRow(person: ListedPerson, names: Names) {
  const { id, name, email, role, clientId, sessions } = person
  return {
    ...{ id, name, email, sessions, clientId },
    client: clientId ? (names.clients.get(clientId) ?? "a client out of reach") : null,
    roles: clientId
      ? [role ?? "none"]
      : person.grants.map((grant) => grantWords(grant, placeOf(grant, names))),
    factors: factorWords(person),
    lastSeenAt: person.lastSeenAt?.toString() ?? null,
    state: person.disabledAt ? ("disabled" as const) : ("active" as const),
    hints: person.hints.map((hint) => hintWords[hint]),
  }
}
export type PersonRow = ReturnType<typeof personRow>

/** An open invitation of a list, in words. */
export function invitationRow(invitation: InvitationView, names: Names) {
  const { id, email, name, clientId, role, invitedBy, isExpired } = invitation
  return {
    ...{ id, email, name, clientId, invitedBy, isExpired },
    client: clientId ? (names.clients.get(clientId) ?? "a client out of reach") : null,
    roles: role ? [role] : invitation.grants.map((draft) => grantWords(draft, draftPlace(draft, names))),
    expiresAt: invitation.expiresAt.toString(),
  }
}
export type InvitationRow = ReturnType<typeof invitationRow>

type Place = { readonly groupId: string | null; readonly clientId: string | null }

/** Where a grant covers, in words. */
export function placeOf({ groupId, clientId }: Place, names: Names): string {
  if (clientId) return names.clients.get(clientId) ?? "a client out of reach"
  return groupId ? `the group ${names.groups.get(groupId) ?? "that is gone"}` : "all clients"
}

function draftPlace({ scope }: GrantDraft, names: Names): string {
  return placeOf(
    {
      groupId: scope.kind === "group" ? scope.groupId : null,
      clientId: scope.kind === "client" ? scope.clientId : null,
    },
    names,
  )
}
