import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { env } from "#app/env.server.ts"
import { conflict, invalid } from "#app/kernel/errors.ts"
import { newId, type TenantId, type UserId } from "#app/kernel/ids.ts"
import type { ClientRole } from "#app/kernel/permission.ts"
import type { Actor } from "#app/kernel/scope.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import { isAddress } from "#app/mail/address.ts"
import { enqueueMail } from "#app/mail/enqueue.server.ts"
import type { IdentityTx } from "#db/identity.ts"
import type { ClientPeopleTx, ProviderTx } from "#db/provider-door.ts"
import type { GrantDraft } from "../people/grant.ts"
import { requireGrantable } from "../people/require-grantable.server.ts"
import { mintLinkToken } from "../secrets.ts"
import { selectUserByEmail } from "../store.server.ts"
import { invitationDays } from "./invitation.ts"
import { insertInvitation, withdrawInvitationsTo } from "./store.server.ts"

type Guest = { readonly email: string; readonly name: string; readonly organisation: string }

/**
 * Invites somebody to the provider's staff; an earlier open invitation to the same address is withdrawn.
 *
 * @returns the link the mail carries, for the command line to print
 * @throws DomainError `invalid` for no address; `conflict` for one that has an account; `forbidden` for more than one holds
 */
export async function inviteStaff(
  tx: ProviderTx<"people.manage"> | (IdentityTx & { readonly actor: Extract<Actor, { kind: "system" }> }),
  guest: Guest,
  grants: readonly GrantDraft[],
): Promise<string> {
  if (await selectUserByEmail(tx, addressOf(guest)))
    throw conflict("Somebody with this address has an account already.")
  for (const draft of grants) await requireGrantable(tx, draft)
  return issue(tx, guest, { clientId: null, role: null, grants })
}

/**
 * Invites somebody to a client. That the address has an account elsewhere is not said: whose customer somebody is is not
 * for another customer to know. The guest is told when they accept.
 *
 * @throws DomainError `invalid` for no address; `conflict` for one of the client's own people
 */
export async function inviteClientPerson(
  tx: ClientPeopleTx,
  guest: Guest,
  role: ClientRole,
): Promise<string> {
  const { clientId } = tx
  if ((await selectUserByEmail(tx, addressOf(guest)))?.clientId === clientId)
    throw conflict("Somebody with this address is here already.")
  return issue(tx, guest, { clientId, role, grants: [] })
}

/** The mail with the link, and what is kept of it: the hash. */
export async function mailInvitation(
  tx: IdentityTx & { readonly actor: Actor },
  guest: Guest,
  clientId: TenantId | null,
): Promise<{ readonly tokenHash: string; readonly link: string; readonly expiresAt: typeof tx.now }> {
  const { token, hash } = mintLinkToken()
  const link = `${env().origin}/invitation#${token}`
  const expiresAt = plusSeconds(tx.now, invitationDays * 86_400)
  await enqueueMail(tx, {
    template: "invitation",
    to: { name: guest.name, address: addressOf(guest) },
    props: {
      invitedBy: tx.actor.name,
      organisation: guest.organisation,
      link,
      expiresAt: expiresAt.toString(),
    },
    clientId,
  })
  return { tokenHash: hash, link, expiresAt }
}

async function issue(
  tx: IdentityTx & { readonly actor: Actor },
  guest: Guest,
  place: {
    readonly clientId: TenantId | null
    readonly role: ClientRole | null
    readonly grants: readonly GrantDraft[]
  },
): Promise<string> {
  const email = addressOf(guest)
  if (!isAddress(email)) throw invalid("That is no e-mail address.", { email: "is no address" })
  await withdrawInvitationsTo(tx, email, place.clientId)
  const { tokenHash, link, expiresAt } = await mailInvitation(tx, guest, place.clientId)
  const id = newId<"invitation">()
  const { name } = guest
  const { kind } = tx.actor
  const invitedBy = kind === "user" || kind === "client-user" ? (tx.actor.id as UserId) : null
  await insertInvitation(tx, {
    id,
    tokenHash,
    email,
    name,
    ...place,
    invitedBy,
    createdAt: tx.now,
    expiresAt,
  })
  await recordProviderAudit(tx, {
    actor: tx.actor,
    action: "invitation.create",
    targetId: id,
    ...(place.clientId ? { clientId: place.clientId } : {}),
    after: { email, name, role: place.role, grants: place.grants },
  })
  return link
}

const addressOf = (guest: Guest) => guest.email.trim().toLowerCase()
