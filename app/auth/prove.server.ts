import { err, ok, type Result } from "#app/kernel/result.ts"
import { inIdentity } from "#db/identity.ts"
import type { SignInMethod } from "#db/schema/identity.ts"
import { takeCode } from "./factors/take-code.server.ts"
import { takePasskey } from "./factors/take-passkey.server.ts"
import { takeRecoveryCode } from "./factors/take-recovery-code.server.ts"
import type { Way } from "./factors/factors.ts"
import { noteSignIn, type RefusalClass } from "./note-sign-in.server.ts"
import { isPassword } from "./passwords.server.ts"
import type { UserRow } from "./sessions.store.server.ts"
import { returnTry, takeTry } from "./tries.server.ts"
import { type TryKind, waitText } from "./tries.ts"

/** What somebody gives to prove once more who they are: a password, a code, or a browser's answer with a passkey. */
export type Proof = { readonly way: Way; readonly text: string; readonly request: Request }

export type Proved = {
  readonly method: SignInMethod
  /** Recovery codes that are left, where one was used. */
  readonly codesLeft?: number
}

export type Unproved = { readonly text: string; readonly wait?: number }

/**
 * Weighs a proof of somebody known, for the second step of a sign-in or for a step-up. Wrong ones are counted and recorded;
 * right codes are used up.
 *
 * @param act what it is recorded as when it fails
 */
export async function prove(
  user: UserRow,
  proof: Proof,
  act: "session.create" | "session.step-up",
): Promise<Result<Proved, Unproved>> {
  const [kind, account] = countedAs(user, proof.way)
  const wait = await takeTry(kind, account)
  if (wait > 0) {
    await refuse(user, proof, act, "too_many_tries")
    return err({ text: waitText(wait), wait })
  }
  const weighed = await weigh(user, proof)
  if (weighed.ok) {
    await returnTry(kind, account)
    return weighed
  }
  await refuse(user, proof, act, weighed.error)
  return err({ text: weighed.error === "too_late" ? tooLate : words[proof.way] })
}

const tooLate = "That took too long. Try again."
const words = {
  password: "This is not your password.",
  code: "This code is not right, or was used already. Wait for the next one.",
  recovery: "This recovery code is not right, or was used already.",
  passkey: "This passkey is none of yours.",
} as const satisfies Record<Way, string>

/** Passwords are counted with those of the sign-in page, everything else together. */
function countedAs(user: UserRow, way: Way): readonly [TryKind, string] {
  return way === "password" ? ["password", user.email] : ["code", user.id]
}

async function weigh(user: UserRow, { way, text, request }: Proof): Promise<Result<Proved, RefusalClass>> {
  switch (way) {
    case "password":
      return (await isPassword(user.passwordHash, text)) ? ok({ method: "password" }) : err("wrong_password")
    case "code":
      return (await inIdentity((tx) => takeCode(tx, user.id, text)))
        ? ok({ method: "totp" })
        : err("wrong_code")
    case "recovery": {
      const codesLeft = await inIdentity((tx) => takeRecoveryCode(tx, user, text))
      return codesLeft === null ? err("wrong_recovery_code") : ok({ method: "recovery", codesLeft })
    }
    case "passkey": {
      const used = await inIdentity((tx) => takePasskey(tx, { request, text }, user.id))
      return used.ok ? ok({ method: "passkey" }) : err(used.error.why)
    }
  }
}

function refuse(user: UserRow, { way }: Proof, act: "session.create" | "session.step-up", why: RefusalClass) {
  return inIdentity((tx) => noteSignIn(tx, user, act, { refused: why, after: { way } }))
}
