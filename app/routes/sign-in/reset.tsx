import { readForm } from "#app/http/read-form.server.ts"
import { useState } from "react"
import * as z from "zod"
import { lookUpLink } from "#app/auth/account/look-up-link.server.ts"
import { resetPassword } from "#app/auth/account/reset-password.server.ts"
import { onAction } from "#app/http/errors.server.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { NewPasswordField } from "./new-password-field.tsx"
import { BackToSignIn, DeadLink, Looking, OutsideCard } from "./outside-card.tsx"
import { useMailedLink } from "./use-mailed-link.ts"
import type { Route } from "./+types/reset"

export const meta: Route.MetaFunction = () => [{ title: "New password · Watchfloor" }]

const form = z.discriminatedUnion("act", [
  z.object({ act: z.literal("look"), token: z.string().max(200) }),
  z.object({ act: z.literal("set"), token: z.string().max(200), password: z.string().max(1000) }),
])

export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const asked = parseForm(await readForm(request), form)
    if (asked.act === "look") return lookUpLink("password", asked.token)
    return { isSet: await resetPassword(asked.token, asked.password) }
  })
}

/** Sets a new password by a mailed link. It does not sign in: a second factor is still asked for. */
export default function Reset() {
  const link = useMailedLink<{ readonly email: string }>()
  const [isSet, setIsSet] = useState<boolean>()
  if (isSet)
    return (
      <OutsideCard title="Your password is set">
        <p role="status" className="text-text-2">
          You were signed out everywhere. Sign in with the new password.
        </p>
        <BackToSignIn />
      </OutsideCard>
    )
  if (link.state === "looking") return <Looking />
  if (link.state === "dead" || isSet === false) return <DeadLink />
  const { token, found } = link
  return (
    <OutsideCard title="Set a new password">
      <p className="text-text-2">For {found.email}.</p>
      <ActForm<{ isSet: boolean }> act="set" fields={{ token }} onDone={(done) => setIsSet(done.isSet)}>
        {({ busy, errors }) => (
          <>
            <input type="hidden" name="username" autoComplete="username" value={found.email} readOnly />
            <NewPasswordField error={errors["password"]} />
            <Button look="primary" type="submit" disabled={busy} className="h-10">
              {busy ? "Setting it …" : "Set the password"}
            </Button>
          </>
        )}
      </ActForm>
    </OutsideCard>
  )
}
