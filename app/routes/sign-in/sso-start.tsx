import { readForm } from "#app/http/read-form.server.ts"
import { data, Form, redirectDocument } from "react-router"
import { takeTry } from "#app/auth/tries.server.ts"
import { waitText } from "#app/auth/tries.ts"
import { beginSso } from "#app/auth/sso/begin.server.ts"
import { findConnectionFor, ssoStart } from "#app/auth/sso/route.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { Button, buttonClass } from "#app/ui/button.tsx"
import { SsoCard } from "./sso-card.tsx"
import { SsoRefusal } from "./sso-refusal.tsx"
import type { Route } from "./+types/sso-start"

/**
 * The browser leaves from a page of ours, not by a redirect: it may come here from a form, whose redirects the content
 * security policy keeps on this site (form-action).
 */
export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: "Single sign-on · Watchfloor" },
  ...(loaderData?.step === "go" ? [{ httpEquiv: "refresh", content: `0;url=${loaderData.location}` }] : []),
]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const params = new URL(request.url).searchParams
    const to = (params.get("to") ?? "").slice(0, 2000)
    const asked = params.get("connection")
    if (asked === null) return data({ step: "ask", to } as const)
    const id = parseId<"connection">("connection", asked)
    const begun = await beginSso(id, { to, again: params.has("again") })
    if (!begun.ok)
      return data({ step: "silent", name: begun.name, again: ssoStart({ id }, to) } as const, { status: 503 })
    const { name, location, cookie } = begun
    return data({ step: "go", name, location } as const, { headers: { "set-cookie": cookie } })
  })
}

export async function action({ request }: Route.ActionArgs) {
  const form = await readForm(request)
  const email = String(form.get("email") ?? "").slice(0, 320)
  const wait = await takeTry("sso", email.trim().toLowerCase())
  if (wait > 0) return data({ email, problem: waitText(wait) }, { status: 429 })
  const offer = await findConnectionFor(email)
  if (offer) throw redirectDocument(ssoStart(offer, String(form.get("to") ?? "").slice(0, 2000)))
  const problem = "No single sign-on is set up for this address. Check it, or sign in another way."
  return data({ email, problem }, { status: 422 })
}

export default function SsoStart({ loaderData, actionData }: Route.ComponentProps) {
  switch (loaderData.step) {
    case "ask":
      return <AskAddress to={loaderData.to} answer={actionData} />
    case "silent":
      return <SsoRefusal why="unreachable" name={loaderData.name} again={loaderData.again} />
    case "go":
      return (
        <SsoCard title="Single sign-on">
          <p>You are being taken to {loaderData.name} to sign in.</p>
          <a href={loaderData.location} className={buttonClass("primary", "h-10")}>
            Continue to {loaderData.name}
          </a>
        </SsoCard>
      )
  }
}

function AskAddress({
  to,
  answer,
}: {
  readonly to: string
  readonly answer: { readonly email: string; readonly problem: string } | undefined
}) {
  return (
    <SsoCard title="Single sign-on">
      <Form method="post" className="grid gap-4">
        <input type="hidden" name="to" value={to} />
        <label className="grid gap-1 text-sm font-medium">
          Work e-mail
          <input
            required
            name="email"
            type="email"
            autoComplete="username"
            defaultValue={answer?.email}
            aria-invalid={answer ? true : undefined}
            aria-describedby={answer ? "problem" : undefined}
            className="h-10 rounded-md border border-control bg-surface px-3 text-lg font-normal md:text-md"
          />
        </label>
        {answer ? (
          <p id="problem" role="alert" className="text-sm text-s1-ink">
            {answer.problem}
          </p>
        ) : null}
        <Button look="primary" type="submit" className="h-10">
          Continue
        </Button>
      </Form>
      <a href="/sign-in" className="text-sm text-link hover:underline">
        Sign in another way
      </a>
    </SsoCard>
  )
}
