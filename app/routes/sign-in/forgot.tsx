import { readForm } from "#app/http/read-form.server.ts"
import { data, Form, useNavigation } from "react-router"
import { requestReset } from "#app/auth/account/request-reset.server.ts"
import { takeTry } from "#app/auth/tries.server.ts"
import { waitText } from "#app/auth/tries.ts"
import { Button } from "#app/ui/button.tsx"
import { TextField } from "#app/ui/field.tsx"
import { BackToSignIn, OutsideCard } from "./outside-card.tsx"
import type { Route } from "./+types/forgot"

export const meta: Route.MetaFunction = () => [{ title: "Forgotten password · Watchfloor" }]

export async function action({ request }: Route.ActionArgs) {
  const email = String((await readForm(request)).get("email") ?? "").slice(0, 320)
  const wait = await takeTry("reset", email.trim().toLowerCase())
  if (wait > 0) return data({ sent: false, problem: waitText(wait) }, { status: 429 })
  await requestReset(email)
  // The same words for an address we know and one we do not.
  return data({ sent: true, problem: null })
}

export default function Forgot({ actionData }: Route.ComponentProps) {
  const busy = useNavigation().state !== "idle"
  if (actionData?.sent)
    return (
      <OutsideCard title="Look into your mailbox">
        <p role="status" className="text-text-2">
          If the address has an account here, a link to set a new password is on its way to it. It works for
          half an hour.
        </p>
        <BackToSignIn />
      </OutsideCard>
    )
  return (
    <OutsideCard title="Forgotten password">
      <p className="text-text-2">
        Say which address you sign in with. A link to set a new password comes by mail.
      </p>
      <Form method="post" className="grid gap-4">
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          required
          error={actionData?.problem ?? undefined}
        />
        <Button look="primary" type="submit" disabled={busy} className="h-10">
          {busy ? "Sending …" : "Send the link"}
        </Button>
      </Form>
      <BackToSignIn />
    </OutsideCard>
  )
}
