import { data, Form, redirect, useNavigation } from "react-router"
import { homeOf } from "#app/auth/home.ts"
import { signIn } from "#app/auth/sign-in.server.ts"
import { signInLimit } from "#app/auth/sign-in-limit.server.ts"
import { routeSignIn } from "#app/auth/sso/route.server.ts"
import { findPerson } from "#app/auth/staff.server.ts"
import { redirectTarget } from "#app/http/redirect-target.ts"
import { Button } from "#app/ui/button.tsx"
import { BrandMark } from "#app/ui/brand-mark.tsx"
import { SsoOffer } from "./sso-offer.tsx"
import type { Route } from "./+types/sign-in"

export const meta: Route.MetaFunction = () => [{ title: "Sign in · Watchfloor" }]

export async function loader({ request }: Route.LoaderArgs) {
  const person = await findPerson(request)
  if (person) throw redirect(homeOf(person))
  const params = new URL(request.url).searchParams
  return { to: params.get("to") ?? "", way: params.get("way") ?? "" }
}

export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData()
  const sso = await routeSignIn(form)
  if (sso.redirect) throw sso.redirect
  const email = String(form.get("email") ?? "").slice(0, 320)
  const wait = signInLimit.take(email.trim().toLowerCase(), Date.now())
  if (wait > 0)
    return data(
      { email, offer: sso.offer, problem: `Too many tries. Wait ${Math.ceil(wait)} seconds and try again.` },
      { status: 429 },
    )
  const signedIn = await signIn(email, String(form.get("password") ?? "").slice(0, 1000))
  // The same words for an unknown address and a wrong password.
  if (!signedIn)
    return data(
      { email, offer: sso.offer, problem: "This address and password do not belong together." },
      { status: 401 },
    )
  const home = homeOf(signedIn.person)
  throw redirect(redirectTarget(String(form.get("to") ?? ""), home), {
    headers: { "set-cookie": signedIn.cookie },
  })
}

export default function SignIn({ loaderData, actionData }: Route.ComponentProps) {
  const busy = useNavigation().state !== "idle"
  const problem = actionData?.problem
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="w-full max-w-[25rem] rounded-lg border border-line bg-surface p-8">
        <h1 className="mb-6 flex items-center gap-3 text-xl font-semibold">
          <BrandMark className="size-7" /> Sign in to Watchfloor
        </h1>
        {problem ? (
          <p id="problem" role="alert" className="mb-4 rounded-md bg-s1-tint px-3 py-2 text-s1-ink">
            {problem}
          </p>
        ) : null}
        <Form method="post" className="grid gap-4">
          <input type="hidden" name="to" value={loaderData.to} />
          <input type="hidden" name="way" value={loaderData.way} />
          <Field
            label="E-mail"
            name="email"
            type="email"
            autoComplete="username"
            defaultValue={actionData?.email ?? ""}
            invalid={problem !== undefined}
          />
          <Field
            label="Password"
            name="password"
            type="password"
            autoComplete="current-password"
            invalid={problem !== undefined}
          />
          <Button look="primary" type="submit" disabled={busy} className="h-10">
            {busy ? "Signing in …" : "Sign in"}
          </Button>
        </Form>
        <SsoOffer offer={actionData?.offer ?? null} to={loaderData.to} />
      </div>
    </main>
  )
}

function Field({
  label,
  invalid,
  ...input
}: { readonly label: string; readonly invalid: boolean } & React.ComponentProps<"input">) {
  return (
    <label className="grid gap-1 text-sm font-medium">
      {label}
      <input
        required
        aria-invalid={invalid || undefined}
        aria-describedby={invalid ? "problem" : undefined}
        className="h-10 rounded-md border border-control bg-surface px-3 text-lg font-normal md:text-md"
        {...input}
      />
    </label>
  )
}
