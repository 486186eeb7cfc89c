import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import type { IdentityTx } from "#db/identity.ts"
import { personOf } from "./principal.ts"
import type { UserRow } from "./sessions.store.server.ts"

/** Why somebody was not let in, as the audit says it and the person is not told. */
export type RefusalClass =
  | "unknown_address"
  | "no_password"
  | "wrong_password"
  | "disabled"
  | "wrong_code"
  | "wrong_recovery_code"
  | "wrong_passkey"
  | "unknown_passkey"
  | "too_late"
  | "too_many_tries"
  | "sso_required"

type SignInAct =
  | `session.${"begin" | "create" | "end" | "step-up"}`
  | `factor.${"enrol" | "remove" | "rename" | "use-recovery-code" | "renew-recovery-codes"}`

/** Records what somebody did about signing in or their factors. Never pass a secret. */
export async function noteSignIn(
  tx: IdentityTx,
  user: UserRow,
  action: SignInAct,
  what: { readonly after?: object; readonly before?: object; readonly refused?: RefusalClass } = {},
): Promise<void> {
  const { before, after, refused } = what
  await recordProviderAudit(tx, {
    actor: personOf(user, [], tx.now).actor,
    action,
    targetId: user.id,
    ...(user.clientId ? { clientId: user.clientId } : {}),
    ...(refused ? { result: "refused" } : {}),
    ...seldom(refused, user.id),
    ...(before ? { before } : {}),
    ...(after || refused ? { after: { ...after, ...(refused ? { why: refused } : {}) } } : {}),
  })
}

/** Records that nobody known was refused. @param email what was typed for an address, if anything was */
export async function noteStranger(tx: IdentityTx, why: RefusalClass, email: string | null): Promise<void> {
  await recordProviderAudit(tx, {
    actor: { kind: "nobody", name: "not signed in" },
    action: "session.create",
    result: "refused",
    ...seldom(why, email ?? ""),
    after: { ...(email === null ? {} : { email }), why },
  })
}

/** Tries over the limit are refused unseen and cost nothing: one entry an hour says so, a million would bury the audit. */
function seldom(why: RefusalClass | undefined, account: string): { readonly oncePerHour?: string } {
  return why === "too_many_tries" ? { oncePerHour: account } : {}
}
