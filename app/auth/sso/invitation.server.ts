import * as z from "zod"
import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { newId, type TenantId, type UserId } from "#app/kernel/ids.ts"
import { providerRoles } from "#app/kernel/permission.ts"
import { instant } from "#app/kernel/time.ts"
import type { IdentityTx } from "#db/identity.ts"
import type { UserRow } from "../sessions.store.server.ts"
import { insertGrant, insertUser, selectUserByEmail } from "../store.server.ts"
import type { Connection } from "./connection.ts"
import { groupExists, type InvitationRow, takeInvitation } from "./invitations.store.server.ts"

/**
 * Accepts an open invitation to the connection's organisation: whoever the provider vouches for has shown to own the address,
 * as the link in the mail would. The new person has no password.
 *
 * @returns undefined where nobody invited the address
 */
export async function acceptInvitation(
  tx: IdentityTx,
  { id: connection, clientId }: Connection,
  email: string,
): Promise<UserRow | undefined> {
  const invitation = await takeInvitation(tx, email, clientId)
  if (!invitation) return undefined
  const { name } = invitation
  const id: UserId = newId()
  const role = clientId ? invitation.role : null
  if (!(await insertUser(tx, { id, email, name, clientId, role, createdAt: tx.now }))) return undefined
  const granted = clientId ? [] : await grantsOf(tx, invitation)
  for (const grant of granted)
    await insertGrant(tx, {
      ...grant,
      id: newId<"grant">(),
      userId: id,
      grantedBy: invitation.invitedBy,
      createdAt: tx.now,
    })
  await recordProviderAudit(tx, {
    actor: { kind: clientId ? "client-user" : "user", id, name },
    action: "user.create",
    targetId: id,
    ...(clientId ? { clientId } : {}),
    after: {
      email,
      name,
      ...(clientId ? { role } : { grants: granted }),
      invitation: invitation.id,
      connection,
    },
  })
  return selectUserByEmail(tx, email)
}

const uuid = z.uuid()

/** A grant as an invitation keeps it. Strict: a word this version does not know might have made it a smaller one. */
const promised = z.array(
  z.strictObject({
    role: z.enum(providerRoles),
    discipline: z.enum(["noc", "soc", "both"]),
    tier: z.union([z.literal(1), z.literal(2), z.literal(3)]).nullable(),
    scope: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("all") }),
      z.strictObject({ kind: z.literal("group"), groupId: uuid }),
      z.strictObject({ kind: z.literal("client"), clientId: uuid }),
    ]),
    expiresAt: z.iso.datetime({ offset: true }).nullable(),
  }),
)

/** What a member of staff was promised. A promise that cannot be read is none, and so is one about a group that is gone. */
async function grantsOf(tx: IdentityTx, { grants }: InvitationRow) {
  const read = promised.safeParse(grants)
  const kept = []
  for (const { role, discipline, tier, scope, expiresAt } of read.success ? read.data : []) {
    if (scope.kind === "group" && !(await groupExists(tx, scope.groupId))) continue
    kept.push({
      ...{ role, discipline, tier },
      groupId: scope.kind === "group" ? scope.groupId : null,
      clientId: scope.kind === "client" ? (scope.clientId as TenantId) : null,
      expiresAt: expiresAt ? instant(expiresAt) : null,
    })
  }
  return kept
}
