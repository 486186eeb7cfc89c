import * as z from "zod"
import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { newId, type TenantId, type UserId } from "#app/kernel/ids.ts"
import { providerRoles } from "#app/kernel/permission.ts"
import { instant } from "#app/kernel/time.ts"
import type { IdentityTx } from "#db/identity.ts"
import type { UserRow } from "../sessions.store.server.ts"
import { insertGrant, insertUser, selectUserByEmail } from "../store.server.ts"
import type { Connection } from "./connection.ts"
import { type InvitationRow, takeInvitation } from "./invitations.store.server.ts"

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
  const granted = clientId ? [] : grantsOf(invitation)
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

const id = z.uuid().nullish().default(null)

/** What a member of staff was promised; a promise this version cannot read is none. */
const promised = z.array(
  z.object({
    role: z.enum(providerRoles),
    discipline: z.enum(["noc", "soc", "both"]).nullish(),
    tier: z.number().int().min(1).max(3).nullish(),
    groupId: id,
    clientId: id,
    expiresAt: z.string().nullish(),
  }),
)

function grantsOf({ grants }: InvitationRow) {
  const read = promised.safeParse(grants)
  return (read.success ? read.data : []).map(({ role, discipline, tier, groupId, clientId, expiresAt }) => ({
    ...{ role, groupId, discipline: discipline ?? "both", tier: tier ?? null },
    clientId: clientId as TenantId | null,
    expiresAt: expiresAt ? instant(expiresAt) : null,
  }))
}
