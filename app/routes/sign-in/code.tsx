import { readForm } from "#app/http/read-form.server.ts"
import { Link, redirect } from "react-router"
import { completeSession } from "#app/auth/enter.server.ts"
import { hasSecond, waysOf } from "#app/auth/factors/factors.ts"
import { readFactors } from "#app/auth/factors/read.server.ts"
import { homeOfFound, requirePending } from "#app/auth/pending.server.ts"
import { prove } from "#app/auth/prove.server.ts"
import type { FoundSession } from "#app/auth/sessions.store.server.ts"
import { redirectTarget } from "#app/http/redirect-target.ts"
import { inIdentity } from "#db/identity.ts"
import { refused } from "./answers.ts"
import { askedWay, proofForm, targetOf } from "./asked-way.ts"
import { Card, linkClass } from "./card.tsx"
import { ProofForm } from "./proof-form.tsx"
import type { Route } from "./+types/code"

export const meta: Route.MetaFunction = () => [{ title: "Second step · Watchfloor" }]

/** How long to wait, after too many tries. */
export const headers: Route.HeadersFunction = ({ actionHeaders }) => actionHeaders

export async function loader({ request }: Route.LoaderArgs) {
  const found = await requirePending(request)
  const ways = await openWays(found, request)
  return { ways, way: askedWay(request, ways) ?? "code", to: targetOf(request), email: found.user.email }
}

export async function action({ request }: Route.ActionArgs) {
  const found = await requirePending(request)
  const ways = await openWays(found, request)
  const parsed = proofForm.safeParse(Object.fromEntries(await readForm(request)))
  if (!parsed.success || !ways.includes(parsed.data.way))
    return refused({ text: "This way is not open to you. Use another." })
  const { way, text, to } = parsed.data
  const proved = await prove(found.user, { way, text, request }, "session.create")
  if (!proved.ok) return refused(proved.error)
  const methods = [...found.session.methods, proved.value.method]
  const cookie = await inIdentity((tx) => completeSession(tx, request, found, methods))
  if (!cookie) throw redirect("/sign-in")
  throw redirect(next(found, to, proved.value.codesLeft), { headers: { "set-cookie": cookie } })
}

/** After a recovery code to where its person reads how many are left; else where they wanted to go. */
function next(found: FoundSession, to: string, codesLeft: number | undefined): string {
  const target = redirectTarget(to, homeOfFound(found))
  return codesLeft === undefined
    ? target
    : `/me/second-factors?used=recovery&to=${encodeURIComponent(target)}`
}

/** @throws a redirect to setting one up for somebody who has no second factor */
async function openWays({ user }: FoundSession, request: Request) {
  const factors = await inIdentity((tx) => readFactors(tx, user.id))
  if (!hasSecond(factors)) throw redirect(`/sign-in/enrol${new URL(request.url).search}`)
  return waysOf(factors, false)
}

export default function Code({ loaderData, actionData }: Route.ComponentProps) {
  const { ways, way, to, email } = loaderData
  return (
    <Card title="Second step" problem={actionData?.problem}>
      <p className="text-text-2">
        Signing in as <strong className="font-medium [overflow-wrap:anywhere] text-text">{email}</strong>
      </p>
      <ProofForm
        page="/sign-in/code"
        ways={ways}
        way={way}
        to={to}
        label="Go on"
        isWrong={actionData !== undefined}
      />
      <Link to="/sign-in" reloadDocument className={`${linkClass} justify-self-start`}>
        Start over
      </Link>
    </Card>
  )
}
