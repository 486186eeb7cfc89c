import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { ConfirmButton } from "#app/ui/confirm-button.tsx"
import type { PersonRow } from "./row.ts"

/** What may be done to somebody as a whole. */
export function PersonDeeds({
  person,
  whose,
}: {
  readonly person: Pick<PersonRow, "name" | "state" | "sessions" | "factors">
  /** "staff", or the id of the person's client. */
  readonly whose: string
}) {
  const { name, state, sessions, factors } = person
  const fields = { whose }
  return (
    <div className="flex flex-wrap gap-2">
      {sessions > 0 ? (
        <ConfirmButton
          look="quiet"
          label="End sessions"
          title={`End the sessions of ${name}?`}
          confirm={sessions === 1 ? "End 1 session" : `End ${sessions} sessions`}
          act="end-sessions"
          fields={fields}
        >
          They are signed out everywhere at once and can sign in again.
        </ConfirmButton>
      ) : null}
      {factors === "none" ? null : (
        <ConfirmButton
          look="quiet"
          label="Reset second factor"
          title={`Reset the second factor of ${name}?`}
          confirm={`Reset the factors of ${name}`}
          act="reset-factors"
          fields={fields}
        >
          Passkeys, authenticator app and recovery codes are forgotten, sessions end, and a mail tells them.
          Make sure that it is really them who ask.
        </ConfirmButton>
      )}
      {state === "active" ? (
        <ConfirmButton
          label="Disable"
          title={`Disable ${name}?`}
          confirm={`Disable ${name}`}
          act="disable"
          fields={fields}
        >
          They are signed out everywhere at once and cannot sign in. Invitations they sent are withdrawn. What
          they did keeps their name; they can be enabled again.
        </ConfirmButton>
      ) : (
        <ActForm act="enable" fields={fields} className="grid gap-2">
          {({ busy }) => (
            <Button type="submit" look="primary" disabled={busy}>
              Enable {name}
            </Button>
          )}
        </ActForm>
      )}
    </div>
  )
}
