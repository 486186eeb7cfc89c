import { readForm } from "#app/http/read-form.server.ts"
import { data, Form, Link, redirect, useNavigation } from "react-router"
import { hasSecond } from "#app/auth/factors/factors.ts"
import { readFactors } from "#app/auth/factors/read.server.ts"
import { homeOfFound, requirePending } from "#app/auth/pending.server.ts"
import type { FoundSession } from "#app/auth/sessions.store.server.ts"
import { expectedError, statusOf } from "#app/http/errors.server.ts"
import { redirectTarget } from "#app/http/redirect-target.ts"
import { inIdentity } from "#db/identity.ts"
import { Button } from "#app/ui/button.tsx"
import { AddPasskey } from "./add-passkey.tsx"
import { targetOf } from "./asked-way.ts"
import { Card, linkClass } from "./card.tsx"
import {
  type EnrolAct,
  enrol,
  enrolForm,
  finishEnrolment,
  isEnrolled,
  offerAgain,
} from "./enrol-act.server.ts"
import { OfferForm } from "./offer-form.tsx"
import { RecoveryCodes } from "./recovery-codes.tsx"
import type { Route } from "./+types/enrol"

export const meta: Route.MetaFunction = () => [{ title: "Set up a second factor · Watchfloor" }]

export async function loader({ request }: Route.LoaderArgs) {
  const found = await requirePending(request)
  const to = targetOf(request)
  if (isEnrolled(found)) return { stage: "codes" as const, to }
  if (hasSecond(await inIdentity((tx) => readFactors(tx, found.user.id))))
    throw redirect(`/sign-in/code${new URL(request.url).search}`)
  return { stage: "choose" as const, to }
}

export async function action({ request }: Route.ActionArgs) {
  const found = await requirePending(request)
  const form = await readForm(request)
  const parsed = enrolForm.safeParse(Object.fromEntries(form))
  if (!parsed.success) return problem(found, parsed.error.issues[0]?.message ?? "", 422)
  if (parsed.data.act !== "finish") return shown(request, found, parsed.data)
  const cookie = await finishEnrolment(request, found)
  const to = redirectTarget(String(form.get("to") ?? ""), homeOfFound(found))
  throw redirect(cookie ? to : "/sign-in", cookie ? { headers: { "set-cookie": cookie } } : {})
}

async function shown(request: Request, found: FoundSession, act: Exclude<EnrolAct, { act: "finish" }>) {
  try {
    return data({ problem: null, ...(await enrol(request, found, act)) })
  } catch (error) {
    const expected = expectedError(error)
    if (!expected) throw error
    return problem(found, expected.message, statusOf[expected.code], act)
  }
}

function problem(found: FoundSession, text: string, status: number, act?: EnrolAct) {
  return data({ problem: text, offer: offerAgain(found, act), codes: null }, { status })
}

const page = "/sign-in/enrol"

export default function Enrol({ loaderData, actionData }: Route.ComponentProps) {
  const { stage, to } = loaderData
  const { offer = null, codes = null, problem: said = null } = actionData ?? {}
  return (
    <Card title={stage === "codes" ? "One more thing" : "Set up a second factor"} problem={said}>
      {stage === "codes" ? <KeepCodes codes={codes} to={to} /> : null}
      {stage === "choose" && offer ? (
        <OfferForm page={pageTo(to)} offer={offer} to={to} isWrong={said !== null} />
      ) : null}
      {stage === "choose" && !offer ? <Choice to={to} /> : null}
      {stage === "choose" ? (
        <Link
          to={offer ? pageTo(to) : "/sign-in"}
          reloadDocument
          className={`${linkClass} justify-self-start`}
        >
          {offer ? "Choose another way" : "Start over"}
        </Link>
      ) : null}
    </Card>
  )
}

const pageTo = (to: string) => (to ? `${page}?to=${encodeURIComponent(to)}` : page)

function Choice({ to }: { readonly to: string }) {
  const isBusy = useNavigation().state !== "idle"
  return (
    <>
      <p>Your account needs a second factor besides the password. Choose one; you can add more later.</p>
      <section aria-labelledby="with-passkey" className="grid gap-3 rounded-md border border-line p-4">
        <h2 id="with-passkey" className="font-semibold">
          Passkey
        </h2>
        <p className="text-text-2">
          Your device or a security key signs you in. Nothing to type, nothing to phish.
        </p>
        <AddPasskey page={pageTo(to)} to={to} look="primary" />
      </section>
      <section aria-labelledby="with-app" className="grid gap-3 rounded-md border border-line p-4">
        <h2 id="with-app" className="font-semibold">
          Authenticator app
        </h2>
        <p className="text-text-2">An app on your phone shows a new six-digit code every 30 seconds.</p>
        <Form method="post" action={pageTo(to)} className="grid">
          <input type="hidden" name="act" value="offer-app" />
          <Button type="submit" disabled={isBusy} className="h-10">
            Set up an authenticator app
          </Button>
        </Form>
      </section>
    </>
  )
}

function KeepCodes({ codes, to }: { readonly codes: readonly string[] | null; readonly to: string }) {
  if (!codes)
    return (
      <Form method="post" action={pageTo(to)} className="grid gap-4">
        <p>
          Your second factor is set up. Recovery codes are shown once: if you did not keep them, make new
          ones.
        </p>
        <Button look="primary" type="submit" name="act" value="renew-codes" className="h-10">
          Make new recovery codes
        </Button>
      </Form>
    )
  return (
    <>
      <RecoveryCodes codes={codes} />
      <Form method="post" action={pageTo(to)} className="grid gap-4" data-noprint>
        <input type="hidden" name="act" value="finish" />
        <input type="hidden" name="to" value={to} />
        <label className="flex items-center gap-2">
          <input type="checkbox" name="kept" required className="size-5 accent-[var(--c-accent)]" />I have
          kept them
        </label>
        <Button look="primary" type="submit" className="h-10">
          Go on
        </Button>
      </Form>
    </>
  )
}
