import { notFound } from "#app/kernel/errors.ts"
import type { IdentityTx } from "#db/identity.ts"
import { noteSignIn } from "../note-sign-in.server.ts"
import type { UserRow } from "../sessions.store.server.ts"
import { passkeyName } from "./passkey-name.ts"
import { updatePasskeyName } from "./store.server.ts"

/** Gives a passkey another name. @throws DomainError `invalid` for no name; `not_found` when it is not theirs */
export async function renamePasskey(tx: IdentityTx, user: UserRow, id: string, typed: string): Promise<void> {
  const name = passkeyName(typed)
  if (!(await updatePasskeyName(tx, user.id, id, name))) throw notFound("Passkey")
  await noteSignIn(tx, user, "factor.rename", { after: { factor: "passkey", name } })
}
