import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { Said } from "#app/ui/said.tsx"
import { Moment } from "#app/ui/time-ago.tsx"

/** What keeps an alert out of the queue. Without a name a person has let it go, and it is about to come back. */
export type HiddenBy = {
  readonly by: "rule" | "maintenance"
  readonly name: string | null
  readonly until: string | null
}

type Props = {
  readonly alertId: string
  readonly hidden: HiddenBy | null
  readonly maintenance: readonly { readonly id: string; readonly title: string; readonly endsAt: string }[]
  readonly mayRelease: boolean
}

/** Says that an alert is hidden, by what and until when, with the way back; else what is being worked on at its client. */
export function HiddenNotice({ alertId, hidden, maintenance, mayRelease }: Props) {
  if (hidden) return <Hidden {...{ alertId, hidden, mayRelease }} />
  if (maintenance.length === 0) return null
  return (
    <ul className="mb-4 grid gap-1 rounded-md bg-s4-tint px-3 py-2 text-sm text-s4-ink">
      {maintenance.map(({ id, title, endsAt }) => (
        <li key={id}>
          Maintenance at this client: <Said>{title}</Said>, until <Moment at={endsAt} />
        </li>
      ))}
    </ul>
  )
}

function Hidden({
  alertId,
  hidden,
  mayRelease,
}: Omit<Props, "maintenance" | "hidden"> & { readonly hidden: HiddenBy }) {
  if (hidden.name === null)
    return (
      <p role="status" className="mb-4 rounded-md bg-sunken px-3 py-2 text-sm">
        It comes back to the queue in a moment.
      </p>
    )
  return (
    <div className="mb-4 flex flex-wrap items-center gap-3 rounded-md bg-s3-tint px-3 py-2 text-sm text-s3-ink">
      <p className="min-w-0 flex-1">
        {hidden.by === "rule" ? "Suppressed by the rule " : "Suppressed by the maintenance "}
        <Said>{hidden.name}</Said>
        {hidden.until ? (
          <>
            {" "}
            until <Moment at={hidden.until} />
          </>
        ) : null}
        . It has no clock and opens no incident.
      </p>
      {mayRelease ? (
        <ActForm act="release" action="/ops/suppressions" fields={{ alert: alertId }} className="contents">
          {({ busy }) => (
            <Button type="submit" disabled={busy}>
              Release now
            </Button>
          )}
        </ActForm>
      ) : null}
    </div>
  )
}
