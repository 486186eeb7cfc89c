import { readForm } from "#app/http/read-form.server.ts"
import * as z from "zod"
import { hasSecond } from "#app/auth/factors/factors.ts"
import {
  challengeAnybody,
  challengeNewPasskey,
  challengePerson,
} from "#app/auth/factors/challenge-passkey.server.ts"
import { readFactors } from "#app/auth/factors/read.server.ts"
import { findSession } from "#app/auth/sessions.server.ts"
import type { FoundSession } from "#app/auth/sessions.store.server.ts"
import { isFresh } from "#app/auth/step-up.server.ts"
import { takeChallenge } from "#app/auth/tries.server.ts"
import { waitText } from "#app/auth/tries.ts"
import { redirectTarget } from "#app/http/redirect-target.ts"
import { inIdentity } from "#db/identity.ts"
import type { Route } from "./+types/passkey"

const form = z.object({
  purpose: z.enum(["sign-in", "proof", "add"]),
  back: z.string().max(500).default("/"),
})

/** Hands a browser the challenge its passkey answers. To sign in anybody may ask; for the rest one has to be known. */
export async function action({ request }: Route.ActionArgs) {
  const parsed = form.safeParse(Object.fromEntries(await readForm(request)))
  if (!parsed.success) return Response.json({ problem: "The request is incomplete." }, { status: 422 })
  const wait = await takeChallenge()
  if (wait > 0) return Response.json({ problem: waitText(wait) }, { status: 429 })
  const { purpose, back } = parsed.data
  if (purpose === "sign-in") return answer(await challengeAnybody())
  const found = await findSession(request)
  if (!found) return Response.json({ problem: "Your sign-in has run out. Begin again." }, { status: 401 })
  if (purpose === "proof") return answer(await challengePerson(found.user.id))
  if (await mayAdd(found)) return answer(await challengeNewPasskey(found.user))
  const to = redirectTarget(back, "/me/second-factors")
  return Response.json({ stepUp: `/sign-in/step-up?to=${encodeURIComponent(to)}` })
}

/** Whoever proved themselves lately, and whoever is only now setting up their first factor. */
async function mayAdd(found: FoundSession): Promise<boolean> {
  if (!found.session.pending) return isFresh(found)
  return !hasSecond(await inIdentity((tx) => readFactors(tx, found.user.id)))
}

function answer({ options, cookie }: { readonly options: object; readonly cookie: string }): Response {
  return Response.json({ options }, { headers: { "set-cookie": cookie, "cache-control": "no-store" } })
}
