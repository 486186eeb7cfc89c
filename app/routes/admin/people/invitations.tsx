import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { ConfirmButton } from "#app/ui/confirm-button.tsx"
import { Section } from "#app/ui/section.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import { useToasts } from "#app/ui/toast.tsx"
import type { InvitationRow } from "./row.ts"

/** Who has been invited and has not come yet. */
export function Invitations({
  invitations,
  mayManage,
}: {
  readonly invitations: readonly InvitationRow[]
  readonly mayManage: boolean
}) {
  const { show } = useToasts()
  if (invitations.length === 0) return null
  return (
    <div className="px-4 pt-4">
      <Section title={`Invited (${invitations.length})`}>
        <ul className="grid text-sm">
          {invitations.map((one) => (
            <li
              key={one.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line py-2"
            >
              <div className="min-w-0 flex-1 basis-64">
                <p>
                  <span className="font-medium">{one.name}</span>{" "}
                  <span className="text-text-2 [overflow-wrap:anywhere]">{one.email}</span>
                </p>
                <p className="text-text-2">
                  {[...(one.client ? [one.client] : []), ...one.roles].join(", ")} · by {one.invitedBy} ·{" "}
                  {one.isExpired ? (
                    <span className="text-s2-ink">expired</span>
                  ) : (
                    <>
                      until <Moment at={one.expiresAt} />
                    </>
                  )}
                </p>
              </div>
              {mayManage ? (
                <div className="flex gap-2">
                  <ActForm
                    act="resend"
                    fields={{ id: one.id, whose: one.clientId ?? "staff" }}
                    className="grid gap-1"
                    onDone={() => show({ text: "Sent again, with a new link. The old one is dead." })}
                  >
                    {({ busy }) => (
                      <Button type="submit" disabled={busy} aria-label={`Send again to ${one.email}`}>
                        Send again
                      </Button>
                    )}
                  </ActForm>
                  <ConfirmButton
                    label="Withdraw"
                    name={`Withdraw the invitation of ${one.email}`}
                    title="Withdraw this invitation?"
                    confirm={`Withdraw ${one.name}`}
                    act="withdraw"
                    fields={{ id: one.id, whose: one.clientId ?? "staff" }}
                  >
                    Its link opens nothing any more.
                  </ConfirmButton>
                </div>
              ) : null}
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}
