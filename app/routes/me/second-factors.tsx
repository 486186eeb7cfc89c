import { readForm } from "#app/http/read-form.server.ts"
import { data, Link } from "react-router"
import { readFactorsView } from "#app/auth/factors/read.server.ts"
import { homeOfFound, requireOwnSession } from "#app/auth/pending.server.ts"
import { requireFresh } from "#app/auth/step-up.server.ts"
import { expectedError, onScreen, statusOf } from "#app/http/errors.server.ts"
import { redirectTarget } from "#app/http/redirect-target.ts"
import { inIdentity } from "#db/identity.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { OfferForm } from "../sign-in/offer-form.tsx"
import { RecoveryCodes } from "../sign-in/recovery-codes.tsx"
import { changeFactors, factorsForm, offerAgain } from "./factors-act.server.ts"
import { factorsPage } from "./confirmed.tsx"
import { FactorsSection } from "./factors-section.tsx"
import type { Route } from "./+types/second-factors"

export const meta: Route.MetaFunction = () => [{ title: "Second factors · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const found = await requireOwnSession(request)
    const asked = new URL(request.url).searchParams
    return {
      factors: await inIdentity((tx) => readFactorsView(tx, found.user)),
      goOnTo: asked.get("used") === "recovery" ? redirectTarget(asked.get("to"), homeOfFound(found)) : null,
    }
  })
}

export async function action({ request }: Route.ActionArgs) {
  const found = await onScreen(() => requireOwnSession(request))
  await requireFresh(request, factorsPage)
  const parsed = factorsForm.safeParse(Object.fromEntries(await readForm(request)))
  const none = { done: null, offer: null, codes: null }
  if (!parsed.success) return data({ ...none, problem: "The form is incomplete." }, { status: 422 })
  try {
    return data({ problem: null, ...(await changeFactors(request, found, parsed.data)) })
  } catch (error) {
    const expected = expectedError(error)
    if (!expected) throw error
    const offer = offerAgain(found, parsed.data)
    return data({ ...none, offer, problem: expected.message }, { status: statusOf[expected.code] })
  }
}

export default function SecondFactors({ loaderData, actionData }: Route.ComponentProps) {
  const { factors, goOnTo } = loaderData
  const { offer = null, codes = null, done = null, problem = null } = actionData ?? {}
  return (
    <>
      <PageHeader title="Your account" />
      <div className="grid max-w-3xl gap-6 px-4 pb-6 text-md">
        {goOnTo ? <RecoveryUsed left={factors.recoveryCodes} goOnTo={goOnTo} /> : null}
        {problem ? (
          <p
            id="problem"
            role="alert"
            className="rounded-md border border-s1 bg-s1-tint px-3 py-2 text-s1-ink"
          >
            {problem}
          </p>
        ) : null}
        <p role="status" className="rounded-md bg-done-tint px-3 py-2 text-done-ink empty:hidden">
          {done}
        </p>
        {codes ? (
          <div className="rounded-lg border border-line bg-surface p-4">
            <RecoveryCodes codes={codes} />
          </div>
        ) : null}
        {offer ? (
          <section
            aria-label="Set up an authenticator app"
            className="grid max-w-[25rem] gap-4 rounded-lg border border-line bg-surface p-4"
          >
            <OfferForm page={factorsPage} offer={offer} isWrong={problem !== null} />
          </section>
        ) : null}
        <FactorsSection view={factors} />
      </div>
    </>
  )
}

function RecoveryUsed({ left, goOnTo }: { readonly left: number; readonly goOnTo: string }) {
  return (
    <p role="status" className="rounded-md border border-s3 bg-s3-tint px-3 py-2 text-s3-ink">
      You signed in with a recovery code. {left === 1 ? "One is" : `${left === 0 ? "None" : left} are`} left.
      If your second factor is lost, set up another here.{" "}
      <Link to={goOnTo} className="font-medium underline">
        Go on
      </Link>
    </p>
  )
}
