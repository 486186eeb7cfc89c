import * as z from "zod"
import { addPasskey, readNewPasskey } from "#app/auth/factors/add-passkey.server.ts"
import { offeredSeed, offerSeed, type SeedOffer } from "#app/auth/factors/authenticator.server.ts"
import { confirmAuthenticator } from "#app/auth/factors/confirm-authenticator.server.ts"
import { readFactors } from "#app/auth/factors/read.server.ts"
import { removeFactor } from "#app/auth/factors/remove-factor.server.ts"
import { renamePasskey } from "#app/auth/factors/rename-passkey.server.ts"
import { renewRecoveryCodes } from "#app/auth/factors/renew-recovery-codes.server.ts"
import type { FoundSession } from "#app/auth/sessions.store.server.ts"
import { returnTry, takeTry } from "#app/auth/tries.server.ts"
import { waitText } from "#app/auth/tries.ts"
import { DomainError } from "#app/kernel/errors.ts"
import { parseId } from "#app/kernel/ids.ts"
import { type IdentityTx, inIdentity } from "#db/identity.ts"

/** What somebody may do with their own factors. */
export const factorsForm = z.discriminatedUnion("act", [
  z.object({ act: z.literal("offer-app") }),
  z.object({ act: z.literal("confirm-app"), sealed: z.string().max(1000), code: z.string().max(100) }),
  z.object({ act: z.literal("remove-app") }),
  z.object({ act: z.literal("add-passkey"), name: z.string().max(500), answer: z.string().max(20_000) }),
  z.object({ act: z.literal("rename-passkey"), id: z.string(), name: z.string().max(500) }),
  z.object({ act: z.literal("remove-passkey"), id: z.string() }),
  z.object({ act: z.literal("renew-codes") }),
])
export type FactorsAct = z.infer<typeof factorsForm>

/** What the page shows after it: what was done, a seed to confirm, new recovery codes. */
export type FactorsOutcome = {
  readonly done: string | null
  readonly offer: SeedOffer | null
  readonly codes: readonly string[] | null
}

const after = (done: string | null, more: Partial<FactorsOutcome> = {}): FactorsOutcome => ({
  ...{ done, offer: null, codes: null },
  ...more,
})

/** Does it, for somebody who has proved themselves lately. @throws DomainError, in words for the page */
export async function changeFactors(
  request: Request,
  { user, session }: FoundSession,
  form: FactorsAct,
): Promise<FactorsOutcome> {
  switch (form.act) {
    case "offer-app":
      return after(null, { offer: offerSeed(user) })
    case "confirm-app":
      return counted(
        user.id,
        (tx) => confirmAuthenticator(tx, user, form, session.handle),
        "Authenticator app set up.",
        user,
      )
    case "add-passkey": {
      const made = await readNewPasskey(user, { request, text: form.answer })
      return inIdentity(async (tx) => {
        await addPasskey(tx, user, made, form.name)
        return withFirstCodes(tx, user, "Passkey added.")
      })
    }
    case "rename-passkey":
      await inIdentity((tx) => renamePasskey(tx, user, parseId("passkey", form.id), form.name))
      return after("Passkey renamed.")
    case "remove-app":
      await inIdentity((tx) => removeFactor(tx, user, "authenticator", session.handle))
      return after("Authenticator app removed.")
    case "remove-passkey":
      await inIdentity((tx) =>
        removeFactor(tx, user, { passkey: parseId("passkey", form.id) }, session.handle),
      )
      return after("Passkey removed.")
    case "renew-codes":
      return after("New recovery codes made.", {
        codes: await inIdentity((tx) => renewRecoveryCodes(tx, user)),
      })
  }
}

type User = FoundSession["user"]

/** A typed code is a guess like any other. */
async function counted(
  account: string,
  work: (tx: IdentityTx) => Promise<void>,
  done: string,
  user: User,
): Promise<FactorsOutcome> {
  const wait = await takeTry("code", account)
  if (wait > 0) throw new DomainError("limit", waitText(wait))
  const outcome = await inIdentity(async (tx) => {
    await work(tx)
    return withFirstCodes(tx, user, done)
  })
  await returnTry("code", account)
  return outcome
}

/** With the first factor come recovery codes. */
async function withFirstCodes(tx: IdentityTx, user: User, done: string): Promise<FactorsOutcome> {
  const { recoveryCodes } = await readFactors(tx, user.id)
  return after(done, recoveryCodes > 0 ? {} : { codes: await renewRecoveryCodes(tx, user) })
}

/** The same offer once more, after a code that was not its. */
export function offerAgain({ user }: FoundSession, form: FactorsAct): SeedOffer | null {
  const seed = form.act === "confirm-app" ? offeredSeed(user, form.sealed) : null
  return seed === null ? null : offerSeed(user, seed)
}
