import { readForm } from "#app/http/read-form.server.ts"
import { Form, Link, redirect } from "react-router"
import { waysOf } from "#app/auth/factors/factors.ts"
import { readFactors } from "#app/auth/factors/read.server.ts"
import { noteSignIn } from "#app/auth/note-sign-in.server.ts"
import { homeOfFound, requireOwnSession } from "#app/auth/pending.server.ts"
import { prove } from "#app/auth/prove.server.ts"
import { replaceSession } from "#app/auth/sessions.server.ts"
import type { FoundSession } from "#app/auth/sessions.store.server.ts"
import { findConnectionOf, ssoStart } from "#app/auth/sso/route.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { redirectTarget } from "#app/http/redirect-target.ts"
import { inIdentity } from "#db/identity.ts"
import type { SignInMethod } from "#db/schema/identity.ts"
import { Button, buttonClass } from "#app/ui/button.tsx"
import { refused } from "./answers.ts"
import { askedWay, proofForm, targetOf } from "./asked-way.ts"
import { Card, linkClass } from "./card.tsx"
import { ProofForm } from "./proof-form.tsx"
import type { Route } from "./+types/step-up"

export const meta: Route.MetaFunction = () => [{ title: "Prove it is you · Watchfloor" }]

/** How long to wait, after too many tries. */
export const headers: Route.HeadersFunction = ({ actionHeaders }) => actionHeaders

export async function loader({ request }: Route.LoaderArgs) {
  const found = await onScreen(() => requireOwnSession(request))
  const ways = await openWays(found)
  const to = backOf(found, targetOf(request))
  const provider = ways.length === 0 ? await findConnectionOf(found.user.id) : null
  return {
    ...{ ways, way: askedWay(request, ways), to },
    provider: provider && { name: provider.name, start: ssoStart(provider, to, true) },
  }
}

export async function action({ request }: Route.ActionArgs) {
  const found = await onScreen(() => requireOwnSession(request))
  const parsed = proofForm.safeParse(Object.fromEntries(await readForm(request)))
  if (!parsed.success || !(await openWays(found)).includes(parsed.data.way))
    return refused({ text: "This way is not open to you. Use another." })
  const { way, text, to } = parsed.data
  const proved = await prove(found.user, { way, text, request }, "session.step-up")
  if (!proved.ok) return refused(proved.error)
  const cookie = await stepUp(request, found, proved.value.method)
  if (!cookie) throw redirect("/sign-in")
  throw redirect(backOf(found, to), { headers: { "set-cookie": cookie } })
}

function stepUp(request: Request, { user, session }: FoundSession, method: SignInMethod) {
  const methods = [...new Set([...session.methods, method])]
  return inIdentity(async (tx) => {
    await noteSignIn(tx, user, "session.step-up", { after: { method } })
    return replaceSession(tx, request, { methods, steppedUpAt: tx.now })
  })
}

async function openWays({ user }: FoundSession) {
  return waysOf(await inIdentity((tx) => readFactors(tx, user.id)), user.passwordHash !== null)
}

const backOf = (found: FoundSession, to: string) => redirectTarget(to, homeOfFound(found))

export default function StepUp({ loaderData, actionData }: Route.ComponentProps) {
  const { ways, way, to, provider } = loaderData
  return (
    <Card title="Prove it is you" problem={actionData?.problem}>
      <p className="text-text-2">What you are about to do asks for it. It counts for 15 minutes.</p>
      {way ? (
        <ProofForm
          page="/sign-in/step-up"
          ways={ways}
          way={way}
          to={to}
          label="Go on"
          isWrong={actionData !== undefined}
        />
      ) : (
        <SignInAnew provider={provider} />
      )}
      <Link to="/" className={`${linkClass} justify-self-start`}>
        Leave it
      </Link>
    </Card>
  )
}

/** Somebody who has neither password nor factor came by single sign-on: their provider asks them anew. */
function SignInAnew({
  provider,
}: {
  readonly provider: { readonly name: string; readonly start: string } | null
}) {
  if (provider)
    return (
      <a href={provider.start} className={buttonClass("primary", "h-10")}>
        Prove it with {provider.name}
      </a>
    )
  return (
    <Form method="post" action="/sign-out" className="grid gap-4">
      <p>You have no password here. Sign out and in again: a new sign-in counts as a proof.</p>
      <Button look="primary" type="submit" className="h-10">
        Sign out
      </Button>
    </Form>
  )
}
