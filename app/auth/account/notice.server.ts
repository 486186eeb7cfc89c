import { currentOrigin } from "#app/domain/audit/origin.server.ts"
import { enqueueMail } from "#app/mail/enqueue.server.ts"
import type { IdentityTx } from "#db/identity.ts"
import type { UserRow } from "../sessions.store.server.ts"

/** Where the request came from, for mails: the one who reads them may know better than we. */
export const whence = () => currentOrigin()?.address ?? "unknown"

/** Tells somebody by mail that their password was changed. */
export async function mailPasswordChanged(tx: IdentityTx, user: UserRow): Promise<void> {
  await enqueueMail(tx, {
    template: "password-changed",
    to: { name: user.name, address: user.email },
    props: { at: tx.now.toString(), address: whence() },
    clientId: user.clientId,
  })
}
