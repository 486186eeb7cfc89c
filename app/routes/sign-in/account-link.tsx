import { readForm } from "#app/http/read-form.server.ts"
import { useState } from "react"
import * as z from "zod"
import { confirmEmail } from "#app/auth/account/confirm-email.server.ts"
import { lookUpLink } from "#app/auth/account/look-up-link.server.ts"
import { onAction } from "#app/http/errors.server.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { BackToSignIn, DeadLink, Looking, OutsideCard } from "./outside-card.tsx"
import { useMailedLink } from "./use-mailed-link.ts"
import type { Route } from "./+types/account-link"

export const meta: Route.MetaFunction = () => [{ title: "Confirm your address · Watchfloor" }]

const form = z.object({ act: z.enum(["look", "confirm"]), token: z.string().max(200) })

export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const { act, token } = parseForm(await readForm(request), form)
    return act === "look" ? lookUpLink("email", token) : { email: await confirmEmail(token) }
  })
}

/** Puts a new e-mail address in force. A button and not the visit does it: mail filters visit links as well. */
export default function AccountLink() {
  const link = useMailedLink<{ readonly newEmail: string | null }>()
  const [email, setEmail] = useState<string | null>()
  if (email)
    return (
      <OutsideCard title="Your address is changed">
        <p role="status" className="text-text-2">
          From now on you sign in with {email}.
        </p>
        <BackToSignIn />
      </OutsideCard>
    )
  if (link.state === "looking") return <Looking />
  if (link.state === "dead" || email === null) return <DeadLink />
  return (
    <OutsideCard title="Confirm your new address">
      <p className="text-text-2">
        {link.found.newEmail} becomes the address you sign in with and get mail at.
      </p>
      <ActForm<{ email: string | null }>
        act="confirm"
        fields={{ token: link.token }}
        onDone={(done) => setEmail(done.email)}
      >
        {({ busy }) => (
          <Button look="primary" type="submit" disabled={busy} className="h-10">
            {busy ? "Confirming …" : "Confirm this address"}
          </Button>
        )}
      </ActForm>
    </OutsideCard>
  )
}
