import { KeyRound } from "lucide-react"
import { Form, Link, redirect, useNavigation, useSubmit } from "react-router"
import type { Entered } from "#app/auth/enter.server.ts"
import { homeOf } from "#app/auth/home.ts"
import { signIn, signInWithPasskey } from "#app/auth/sign-in.server.ts"
import { routeSignIn } from "#app/auth/sso/route.server.ts"
import { findPerson } from "#app/auth/staff.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { redirectTarget } from "#app/http/redirect-target.ts"
import { Button } from "#app/ui/button.tsx"
import { refused } from "./answers.ts"
import { Card, Field, linkClass } from "./card.tsx"
import { SsoOffer } from "./sso-offer.tsx"
import { usePasskey, usePasskeyOffer } from "./use-passkey.ts"
import type { Route } from "./+types/sign-in"

export const meta: Route.MetaFunction = () => [{ title: "Sign in · Watchfloor" }]

/** How long to wait, after too many tries. */
export const headers: Route.HeadersFunction = ({ actionHeaders }) => actionHeaders

export async function loader({ request }: Route.LoaderArgs) {
  const person = await findPerson(request)
  if (person) throw redirect(homeOf(person))
  const params = new URL(request.url).searchParams
  return { to: params.get("to") ?? "", way: params.get("way") ?? "" }
}

export async function action({ request }: Route.ActionArgs) {
  const form = await readForm(request)
  const to = String(form.get("to") ?? "").slice(0, 2000)
  const answer = String(form.get("answer") ?? "")
  if (answer) {
    const entered = await signInWithPasskey(request, answer)
    return entered.ok ? goOn(entered.value, to) : refused(entered.error)
  }
  const email = String(form.get("email") ?? "").slice(0, 320)
  const sso = await routeSignIn(form)
  if (sso.redirect) throw sso.redirect
  const entered = await signIn(request, email, String(form.get("password") ?? "").slice(0, 1000))
  return entered.ok ? goOn(entered.value, to) : refused({ ...entered.error, email, offer: sso.offer })
}

/** To where they wanted to go, or to what is due before. */
function goOn({ cookie, due, person }: Entered, to: string): never {
  const headers = { "set-cookie": cookie }
  if (due === "nothing") throw redirect(redirectTarget(to, homeOf(person)), { headers })
  throw redirect(`/sign-in/${due}${to ? `?to=${encodeURIComponent(to)}` : ""}`, { headers })
}

export default function SignIn({ loaderData, actionData }: Route.ComponentProps) {
  const { to } = loaderData
  const isBusy = useNavigation().state !== "idle"
  const submit = useSubmit()
  const passkey = usePasskey()
  const send = (answer: string) => void submit({ answer, to }, { method: "post", action: "/sign-in" })
  usePasskeyOffer(send)
  const problem = passkey.problem ?? actionData?.problem
  const isWrong = actionData?.email !== undefined
  return (
    <Card title="Sign in to Watchfloor" problem={problem}>
      <Form method="post" action="/sign-in" className="grid gap-4">
        <input type="hidden" name="to" value={to} />
        <input type="hidden" name="way" value={loaderData.way} />
        <Field
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username webauthn"
          defaultValue={actionData?.email ?? ""}
          isWrong={isWrong}
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          isWrong={isWrong}
        />
        <Button look="primary" type="submit" disabled={isBusy} className="h-10">
          {isBusy ? "Signing in …" : "Sign in"}
        </Button>
      </Form>
      {passkey.canUse ? (
        <Button
          className="h-10"
          disabled={passkey.isBusy || isBusy}
          onClick={() => void passkey.ask("sign-in").then((answer) => answer && send(answer))}
        >
          <KeyRound className="size-4" aria-hidden="true" /> Use a passkey
        </Button>
      ) : null}
      <SsoOffer offer={actionData?.offer ?? null} to={to} />
      <Link to="/sign-in/forgot" className={`${linkClass} justify-self-start`}>
        Forgot your password?
      </Link>
    </Card>
  )
}
