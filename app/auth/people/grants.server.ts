import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { notFound } from "#app/kernel/errors.ts"
import { newId, type TenantId, type UserId } from "#app/kernel/ids.ts"
import type { IdentityTx } from "#db/identity.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { deleteSessionsOf, tellSessionsChanged } from "../sessions.store.server.ts"
import { insertGrant } from "../store.server.ts"
import { endOf, type GrantDraft } from "./grant.ts"
import { keepSomebodyInCharge } from "./keep-in-charge.server.ts"
import { isSelf, personOfTx } from "./person-of.server.ts"
import { requireGrantable } from "./require-grantable.server.ts"
import { deleteGrant, type HeldGrant, selectHeldGrants, updateGrant } from "./store.server.ts"

type ManageTx = ProviderTx<"people.manage">

/** Gives somebody of the staff a grant more. @throws DomainError `not_found`; `forbidden` for more than one holds oneself */
export async function addGrant(tx: ManageTx, userId: UserId, draft: GrantDraft): Promise<void> {
  await personOfTx(tx, userId)
  await requireGrantable(tx, draft)
  await giveGrant(tx, userId, draft, "id" in tx.actor ? (tx.actor.id as UserId) : null)
  await tellSessionsChanged(tx, userId)
  await record(tx, "grant.add", userId, { after: draft })
}

/**
 * Changes a grant. Its holder is signed out: nothing of the old one is left on a screen.
 *
 * @throws DomainError `not_found`; `forbidden` for more than one holds oneself; `conflict` for the last administrator
 */
export async function changeGrant(
  tx: ManageTx,
  userId: UserId,
  grantId: string,
  draft: GrantDraft,
): Promise<void> {
  const old = await grantOf(tx, userId, grantId)
  await requireGrantable(tx, draft)
  const { role, discipline, tier } = draft
  await keepSomebodyInCharge(tx, () =>
    updateGrant(tx, grantId, { role, discipline, tier, ...columnsOf(draft), expiresAt: endOf(draft) }),
  )
  await forgetScreens(tx, userId)
  await record(tx, "grant.change", userId, { before: wordsOf(old), after: draft })
}

/** Takes a grant away, and signs its holder out. @throws DomainError `not_found`; `conflict` for the last administrator */
export async function removeGrant(tx: ManageTx, userId: UserId, grantId: string): Promise<void> {
  const old = await grantOf(tx, userId, grantId)
  await keepSomebodyInCharge(tx, () => deleteGrant(tx, grantId))
  await forgetScreens(tx, userId)
  await record(tx, "grant.remove", userId, { before: wordsOf(old) })
}

/** Writes a grant that has been allowed: here, or in the invitation that is now accepted. */
export function giveGrant(
  tx: IdentityTx,
  userId: UserId,
  draft: GrantDraft,
  grantedBy: UserId | null,
): Promise<void> {
  const { role, discipline, tier } = draft
  return insertGrant(tx, {
    ...{ id: newId<"grant">(), userId, role, discipline, tier, grantedBy },
    ...columnsOf(draft),
    createdAt: tx.now,
    expiresAt: endOf(draft),
  })
}

function columnsOf({ scope }: GrantDraft) {
  return {
    groupId: scope.kind === "group" ? scope.groupId : null,
    clientId: scope.kind === "client" ? (scope.clientId as TenantId) : null,
  }
}

async function grantOf(tx: ManageTx, userId: UserId, grantId: string): Promise<HeldGrant> {
  await personOfTx(tx, userId)
  const grant = (await selectHeldGrants(tx, [userId])).find(({ id }) => id === grantId)
  if (!grant) throw notFound("Grant")
  return grant
}

function forgetScreens(tx: ManageTx, userId: UserId): Promise<void> {
  return isSelf(tx, userId) ? tellSessionsChanged(tx, userId) : deleteSessionsOf(tx, userId, null)
}

function record(
  tx: ManageTx,
  action: "grant.add" | "grant.change" | "grant.remove",
  targetId: UserId,
  what: { readonly before?: object; readonly after?: object },
): Promise<void> {
  return recordProviderAudit(tx, { actor: tx.actor, action, targetId, ...what })
}

function wordsOf({ role, discipline, tier, groupId, clientId, expiresAt }: HeldGrant): object {
  const scope = clientId
    ? { kind: "client", clientId }
    : groupId
      ? { kind: "group", groupId }
      : { kind: "all" }
  return { role, discipline, tier, scope, expiresAt: expiresAt?.toString() ?? null }
}
