import { currentOrigin } from "#app/domain/audit/origin.server.ts"
import { enqueueMail } from "#app/mail/enqueue.server.ts"
import type { IdentityTx } from "#db/identity.ts"
import type { UserRow } from "../sessions.store.server.ts"

/** Mails somebody that their factors changed, so that a change by another does not stay unknown. */
export async function tellFactorChanged(
  tx: IdentityTx,
  user: UserRow,
  change: "added" | "removed" | "recovery-codes-renewed",
  factor: string,
): Promise<void> {
  await enqueueMail(tx, {
    template: "second-factor-changed",
    ...about(user),
    props: { change, factor, at: tx.now.toString(), address: ownAddress() },
  })
}

export async function tellRecoveryCodeUsed(tx: IdentityTx, user: UserRow, left: number): Promise<void> {
  await enqueueMail(tx, {
    template: "recovery-code-used",
    ...about(user),
    props: { left, at: tx.now.toString(), address: ownAddress() },
  })
}

const about = ({ name, email, clientId }: UserRow) => ({ to: { name, address: email }, clientId })
const ownAddress = () => currentOrigin()?.address ?? "unknown"
