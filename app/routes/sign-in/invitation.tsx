import { readForm } from "#app/http/read-form.server.ts"
import { useState } from "react"
import { redirect } from "react-router"
import * as z from "zod"
import { acceptInvitation } from "#app/auth/invitations/accept.server.ts"
import { lookUpInvitation, type FoundInvitation } from "#app/auth/invitations/look-up.server.ts"
import { onAction } from "#app/http/errors.server.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { TextField } from "#app/ui/field.tsx"
import { NewPasswordField } from "./new-password-field.tsx"
import { DeadLink, Looking, OutsideCard } from "./outside-card.tsx"
import { useMailedLink } from "./use-mailed-link.ts"
import type { Route } from "./+types/invitation"

export const meta: Route.MetaFunction = () => [{ title: "Invitation · Watchfloor" }]

const form = z.discriminatedUnion("act", [
  z.object({ act: z.literal("look"), token: z.string().max(200) }),
  z.object({
    act: z.literal("accept"),
    token: z.string().max(200),
    name: z.string().trim().min(1, "say what you are called").max(200),
    password: z.string().max(1000),
  }),
])

export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const asked = parseForm(await readForm(request), form)
    if (asked.act === "look") return lookUpInvitation(asked.token)
    const entered = await acceptInvitation(asked.token, asked)
    if (entered)
      throw redirect(entered.due === "nothing" ? "/" : `/sign-in/${entered.due}`, {
        headers: { "set-cookie": entered.cookie },
      })
    return null
  })
}

/** Where an invitation leads: who invites where, a name, a password, in. */
export default function Invitation() {
  const link = useMailedLink<FoundInvitation>()
  const [tooLate, setTooLate] = useState(false)
  if (link.state === "looking") return <Looking />
  if (link.state === "dead" || tooLate) return <DeadLink />
  const { token, found } = link
  return (
    <OutsideCard title={`Join ${found.organisation}`}>
      <p className="text-text-2">
        {found.invitedBy} invites <strong className="font-medium text-text">{found.email}</strong> to{" "}
        {found.organisation}
        {found.roles.length > 0 ? ` as ${found.roles.join(", ")}` : ""}.
      </p>
      <ActForm act="accept" fields={{ token }} onDone={() => setTooLate(true)}>
        {({ busy, errors }) => (
          <>
            {/* Password managers want to know whose password it is. */}
            <input type="hidden" name="username" autoComplete="username" value={found.email} readOnly />
            <TextField
              label="Your name"
              name="name"
              autoComplete="name"
              required
              maxLength={200}
              defaultValue={found.name}
              error={errors["name"]}
            />
            <NewPasswordField error={errors["password"]} />
            <Button look="primary" type="submit" disabled={busy} className="h-10">
              {busy ? "Making your account …" : "Accept and sign in"}
            </Button>
          </>
        )}
      </ActForm>
    </OutsideCard>
  )
}
