import type { ReactNode } from "react"
import { Form, useNavigation } from "react-router"
import type { Requirement } from "#app/auth/sso/require.server.ts"
import { Button } from "#app/ui/button.tsx"
import { CheckField, TextField } from "./fields.tsx"
import { RedirectAddress } from "./redirect-address.tsx"

export type ConnectionWords = {
  readonly name: string
  readonly issuer: string
  readonly oauthClientId: string
  readonly domains: readonly string[]
  readonly required: boolean
  readonly enforcesSecondFactor: boolean
}

type Problem = { readonly message: string; readonly fields: Readonly<Record<string, string>> }

/** The words of a connection, new or known. `children` says for whom it is. */
export function ConnectionForm({
  redirectUri,
  known,
  problem,
  warning,
  children,
}: {
  readonly redirectUri: string
  readonly known: ConnectionWords | null
  readonly problem: Problem | null
  /** Set when the form asks for more than it first says: whom requiring it touches. */
  readonly warning: Requirement | null
  readonly children: ReactNode
}) {
  const busy = useNavigation().state !== "idle"
  const wrong = problem?.fields ?? {}
  return (
    <Form method="post" className="grid max-w-2xl gap-4">
      {problem ? (
        <p role="alert" className="rounded-md border border-s1 bg-s1-tint px-3 py-2 text-s1-ink">
          {problem.message}
        </p>
      ) : null}
      {children}
      <RedirectAddress value={redirectUri} />
      <TextField
        name="name"
        label="Name"
        hint="What its people call it. The sign-in page says “Continue with …”."
        value={known?.name}
        wrong={wrong["name"]}
        required
      />
      <TextField
        name="issuer"
        label="Issuer"
        hint="The address the provider gives as issuer, or that of its discovery document."
        value={known?.issuer}
        wrong={wrong["issuer"]}
        type="url"
        placeholder="https://"
        required
      />
      <TextField
        name="oauthClientId"
        label="Client id"
        hint={
          known
            ? "Another issuer or client id makes everybody unknown: they are linked anew at their next sign-in."
            : "The provider shows it with the registered application."
        }
        value={known?.oauthClientId}
        wrong={wrong["oauthClientId"]}
        required
      />
      <TextField
        name="secret"
        label="Client secret"
        hint={
          known
            ? "Stored encrypted and never shown. Leave empty to keep it."
            : "Stored encrypted and never shown again."
        }
        wrong={wrong["secret"]}
        type="password"
        autoComplete="off"
        required={!known}
      />
      <TextField
        name="domains"
        label="E-mail domains"
        hint="Domains the organisation owns, with commas between. Only addresses inside them are linked."
        value={known?.domains.join(", ")}
        wrong={wrong["domains"]}
        required
      />
      <CheckField
        name="required"
        label="Required"
        hint="Its people may sign in no other way. Our own administrators keep password and second factor, for the day the provider is down."
        checked={known?.required}
      />
      <CheckField
        name="enforcesSecondFactor"
        label="The provider asks everybody for a second factor"
        hint="Tick this only if it does: whoever should show one here is then not asked again."
        checked={known?.enforcesSecondFactor}
      />
      {warning ? <RequirementWarning {...warning} /> : null}
      <div className="flex flex-wrap justify-end gap-2">
        {warning ? (
          <Button look="danger" type="submit" name="confirmed" value="yes" disabled={busy}>
            Require it for {people(warning.people)}
          </Button>
        ) : (
          <Button look="primary" type="submit" disabled={busy}>
            {busy ? "Asking the provider …" : known ? "Save the connection" : "Add the connection"}
          </Button>
        )}
      </div>
    </Form>
  )
}

function RequirementWarning({ people: count, lockedOut, breakGlass }: Requirement) {
  return (
    <div role="alert" className="grid gap-2 rounded-md border border-s3 bg-s3-tint px-3 py-2 text-s3-ink">
      <p>
        {people(count)} will sign in through this provider alone. Sessions that began another way end now.
        {breakGlass > 0 ? ` ${people(breakGlass)} with our role of administrator keep the other ways.` : ""}
      </p>
      {lockedOut.length > 0 ? (
        <>
          <p className="font-medium">
            {people(lockedOut.length)} cannot get in at all until you allow their link below:
          </p>
          <ul className="list-disc pl-5">
            {lockedOut.slice(0, 20).map(({ name, email }) => (
              <li key={email}>
                {name}, {email}
              </li>
            ))}
          </ul>
          {lockedOut.length > 20 ? <p>and {lockedOut.length - 20} more</p> : null}
        </>
      ) : null}
    </div>
  )
}

const people = (count: number) => (count === 1 ? "1 person" : `${count} people`)
