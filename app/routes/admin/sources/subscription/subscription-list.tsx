import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"
import { Moment } from "#app/ui/time-ago.tsx"

type Row = {
  readonly delivery: string
  readonly askedAt: string
  readonly topicArn: string | null
  readonly objection: string | null
  readonly confirmedAt: string | null
  readonly refusal: { readonly at: string; readonly why: string } | null
}

/** SNS topics that asked to deliver here; one click says yes. */
export function SubscriptionList({
  rows,
  source,
  mayManage,
}: {
  readonly rows: readonly Row[]
  readonly source: string
  readonly mayManage: boolean
}) {
  if (rows.length === 0) return null
  return (
    <Section
      title="Subscriptions that ask"
      intro="An SNS topic delivers only after its subscription is confirmed. Confirm only topics you know."
    >
      <ul className="grid gap-3">
        {rows.map(({ delivery, askedAt, topicArn, objection, confirmedAt, refusal }) => (
          <li key={delivery} className="grid min-w-0 gap-2 rounded-md border border-line p-3">
            <p className="font-mono text-xs break-all">
              <Said>{topicArn ?? "unknown topic"}</Said>
            </p>
            <p className="text-sm text-text-2">
              Asked <Moment at={askedAt} />.{" "}
              {confirmedAt ? (
                <span className="text-done-ink">
                  Confirmed <Moment at={confirmedAt} />.
                </span>
              ) : objection ? (
                <span className="text-s1-ink">It cannot be confirmed: {objection}.</span>
              ) : refusal ? (
                <span className="text-s1-ink">
                  Not confirmed <Moment at={refusal.at} />: <Said>{refusal.why}</Said>
                </span>
              ) : null}
            </p>
            {mayManage && topicArn && !confirmedAt ? (
              <ActForm
                act="confirm"
                action={`/admin/sources/${source}/subscription`}
                fields={{ delivery }}
                className="grid gap-2"
              >
                {({ busy }) => (
                  <div>
                    <Button type="submit" look="primary" disabled={busy}>
                      {busy ? "Asking AWS …" : `Confirm subscription to ${topicArn.split(":").at(-1)}`}
                    </Button>
                  </div>
                )}
              </ActForm>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}
