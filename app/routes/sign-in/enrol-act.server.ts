import * as z from "zod"
import { completeSession } from "#app/auth/enter.server.ts"
import { addPasskey, readNewPasskey } from "#app/auth/factors/add-passkey.server.ts"
import { offeredSeed, offerSeed } from "#app/auth/factors/authenticator.server.ts"
import { confirmAuthenticator } from "#app/auth/factors/confirm-authenticator.server.ts"
import { hasSecond } from "#app/auth/factors/factors.ts"
import { readFactors } from "#app/auth/factors/read.server.ts"
import { renewRecoveryCodes } from "#app/auth/factors/renew-recovery-codes.server.ts"
import { noteMethods } from "#app/auth/sessions.server.ts"
import type { FoundSession } from "#app/auth/sessions.store.server.ts"
import { returnTry, takeTry } from "#app/auth/tries.server.ts"
import { waitText } from "#app/auth/tries.ts"
import { conflict, DomainError, invalid } from "#app/kernel/errors.ts"
import { type IdentityTx, inIdentity } from "#db/identity.ts"
import type { SignInMethod } from "#db/schema/identity.ts"

/** What the page of a first factor posts. */
export const enrolForm = z.discriminatedUnion("act", [
  z.object({ act: z.literal("offer-app") }),
  z.object({ act: z.literal("confirm-app"), sealed: z.string().max(1000), code: z.string().max(100) }),
  z.object({ act: z.literal("add-passkey"), name: z.string().max(500), answer: z.string().max(20_000) }),
  z.object({ act: z.literal("renew-codes") }),
  z.object({ act: z.literal("finish"), kept: z.literal("on", "Tick the box once you have kept the codes.") }),
])
export type EnrolAct = z.infer<typeof enrolForm>

/** True when a second factor was set up in this very session, so that only the recovery codes are left to keep. */
export const isEnrolled = ({ session }: FoundSession): boolean => session.methods.length > 1

/** Does what the page asks, short of finishing. @returns what the page shows next */
export async function enrol(
  request: Request,
  found: FoundSession,
  form: Exclude<EnrolAct, { act: "finish" }>,
) {
  const { user } = found
  switch (form.act) {
    case "offer-app":
      return { offer: offerSeed(user), codes: null }
    case "confirm-app":
      return confirm(request, found, form)
    case "add-passkey": {
      const made = await readNewPasskey(user, { request, text: form.answer })
      return inIdentity(async (tx) => {
        await requireNone(tx, found)
        await addPasskey(tx, user, made, form.name)
        return enrolled(tx, request, found, "passkey")
      })
    }
    case "renew-codes":
      if (!isEnrolled(found)) throw conflict("Set up a second factor first.")
      return inIdentity(async (tx) => ({ offer: null, codes: await renewRecoveryCodes(tx, user) }))
  }
}

/** The way in, under a new session id, once the codes are kept. @returns the Set-Cookie line, or null for an ended session */
export function finishEnrolment(request: Request, found: FoundSession): Promise<string | null> {
  if (!isEnrolled(found)) throw conflict("Set up a second factor first.")
  return inIdentity((tx) => completeSession(tx, request, found, found.session.methods))
}

async function confirm(
  request: Request,
  found: FoundSession,
  form: { readonly sealed: string; readonly code: string },
) {
  const { user, session } = found
  const wait = await takeTry("code", user.id)
  if (wait > 0) throw new DomainError("limit", waitText(wait))
  const shown = await inIdentity(async (tx) => {
    await requireNone(tx, found)
    await confirmAuthenticator(tx, user, form, session.handle)
    return enrolled(tx, request, found, "totp")
  })
  await returnTry("code", user.id)
  return shown
}

/** Who has a second factor must use it: a password alone sets up no other. */
async function requireNone(tx: IdentityTx, { user }: FoundSession): Promise<void> {
  if (hasSecond(await readFactors(tx, user.id)))
    throw conflict("You have a second factor already. Sign in with it.")
}

async function enrolled(tx: IdentityTx, request: Request, found: FoundSession, method: SignInMethod) {
  if (!(await noteMethods(tx, request, [...found.session.methods, method])))
    throw invalid("Your sign-in has run out. Begin again.")
  return { offer: null, codes: await renewRecoveryCodes(tx, found.user) }
}

/** The same offer once more, after a code that was not its. */
export function offerAgain(found: FoundSession, form: EnrolAct | undefined) {
  const seed = form?.act === "confirm-app" ? offeredSeed(found.user, form.sealed) : null
  return seed === null ? null : offerSeed(found.user, seed)
}
