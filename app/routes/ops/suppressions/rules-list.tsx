import { useState } from "react"
import { Link } from "react-router"
import { expiryChoices } from "#app/domain/suppressions/rule-choices.ts"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { ConfirmButton } from "#app/ui/confirm-button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import { ChoiceField } from "#app/ui/field.tsx"
import { EmptyState } from "#app/ui/page-header.tsx"
import { Said } from "#app/ui/said.tsx"
import { Moment, TimeAgo } from "#app/ui/time-ago.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import { TimeLeft } from "./time-left.tsx"
import type { RuleRow } from "./rule-row.ts"

/** Rules as cards: what each hides, why, whose it is, until when, and whether it still does anything. */
export function RulesList({
  rules,
  state,
  now,
}: {
  readonly rules: readonly RuleRow[]
  readonly state: "live" | "over"
  readonly now: number
}) {
  if (rules.length === 0)
    return (
      <EmptyState title={state === "live" ? "No rule is in force" : "No rule has ended yet"}>
        {state === "live"
          ? "A rule keeps alerts you know about out of the queue for a while. Make one here, or from an alert."
          : null}
      </EmptyState>
    )
  return (
    <ul className="grid gap-3 p-4 xl:grid-cols-2">
      {rules.map((rule) => (
        <li
          key={`${rule.clientId} ${rule.id}`}
          className="grid min-w-0 content-start gap-2 rounded-lg border border-line bg-surface p-4"
        >
          <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
            <div className="min-w-0 flex-1">
              <h2 className="font-semibold">
                <Said>{rule.name}</Said>
              </h2>
              <p className="text-sm text-text-2">
                <Said>{rule.client}</Said>
              </p>
            </div>
            <p className="text-right text-sm">
              {rule.isLive ? (
                <TimeLeft until={rule.endsAt} renderedAt={now} />
              ) : (
                <span className="rounded-full bg-sunken px-2 text-xs text-text-2">
                  {rule.isEndedEarly ? "ended" : "expired"}
                </span>
              )}
              <span className="block text-xs text-text-3">
                <Moment at={rule.endsAt} />
              </span>
            </p>
          </div>
          <p>
            <Said>{rule.sentence}</Said>
          </p>
          <p className="text-sm text-text-2">
            Because: <Said>{rule.reason}</Said>
          </p>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-xs text-text-3">
            <span>
              <span className="tnum font-medium text-text">{rule.hits.toLocaleString("en")}</span> hidden
              {rule.lastHitAt ? (
                <>
                  , last <TimeAgo at={rule.lastHitAt} renderedAt={now} />
                </>
              ) : null}
            </span>
            <span>
              by <Said>{rule.owner}</Said>
              {rule.createdFrom ? (
                <>
                  ,{" "}
                  <Link to={`/ops/alerts/${rule.createdFrom}`} className="text-link underline">
                    from an alert
                  </Link>
                </>
              ) : null}
            </span>
            {rule.isLive ? <Deeds rule={rule} /> : null}
          </div>
        </li>
      ))}
    </ul>
  )
}

function Deeds({ rule }: { readonly rule: RuleRow }) {
  const [open, setOpen] = useState(false)
  const name = visibleText(rule.name)
  const fields = { client: rule.clientId, rule: rule.id }
  return (
    <span className="ml-auto flex gap-2">
      <Button onClick={() => setOpen(true)} aria-label={`Extend ${name}`}>
        Extend …
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={`How much longer for ${name}?`}>
        <ActForm act="extend" fields={fields} onDone={() => setOpen(false)}>
          {({ busy, errors }) => (
            <>
              <ChoiceField
                label="It ends"
                name="validSeconds"
                defaultValue={7 * 86_400}
                hint="Counted from now, 90 days at most. A shorter time than is left is possible."
                error={errors["validSeconds"]}
                data-first-focus
              >
                {expiryChoices.map(({ seconds, label }) => (
                  <option key={seconds} value={seconds}>
                    in {label}
                  </option>
                ))}
              </ChoiceField>
              <DialogActions onCancel={() => setOpen(false)} disabled={busy}>
                Set the end
              </DialogActions>
            </>
          )}
        </ActForm>
      </Dialog>
      <ConfirmButton
        label="End now"
        name={`End ${name} now`}
        title={`End ${name}?`}
        confirm={`End ${name}`}
        act="end"
        fields={fields}
      >
        What it hides and still fires comes back to the queue, as if it had just come.
      </ConfirmButton>
    </span>
  )
}
