import { type ReactNode, useState } from "react"
import type { Settlement } from "#app/domain/findings/finding.ts"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import { TextField, ValuesField } from "#app/ui/field.tsx"
import type { FindingDetail } from "./detail.ts"

const settling: readonly { readonly as: Settlement; readonly label: string; readonly means: string }[] = [
  { as: "fixed", label: "Mark fixed", means: "Its clock stops. A scan that sees it again brings it back." },
  { as: "mitigated", label: "Mitigated", means: "Less can come of it, but it is there: its clock runs on." },
  {
    as: "false_positive",
    label: "False positive",
    means: "Later scans only count. No promise is kept or missed.",
  },
]

/** What can be done with a finding where it stands. */
export function Acts({ finding, asked }: { readonly finding: FindingDetail; readonly asked: boolean }) {
  const { may, plannedUntil, incidentId } = finding
  return (
    <div className="flex flex-wrap gap-2">
      {settling
        .filter(({ as }) => may[as])
        .map(({ as, label, means }) => (
          <Act key={as} label={label} act="settle" fields={{ as }} means={means}>
            {(errors) => (
              <ValuesField
                label={as === "fixed" ? "Note, if any" : "Reason"}
                name="note"
                rows={3}
                error={errors["note"]}
              />
            )}
          </Act>
        ))}
      {may.accept && !asked ? (
        <Act
          label="Accept the risk"
          confirm="Ask for approval"
          act="accept"
          means="Somebody else has to approve it. It comes back by itself after its last day."
        >
          {(errors) => (
            <>
              <ValuesField label="Reason" name="reason" rows={3} error={errors["reason"]} />
              <LastDay zone={finding.timeZone} error={errors["until"]} />
            </>
          )}
        </Act>
      ) : null}
      {may.plan ? (
        <Act
          label={plannedUntil ? "Move the change" : "Plan a change"}
          confirm="Plan the change"
          act="plan"
          means="Where the contract says so, the clock stands still until the change."
        >
          {(errors) => (
            <>
              <ValuesField
                label="Which change, and who of the client agreed to it"
                name="note"
                rows={3}
                error={errors["note"]}
              />
              <LastDay zone={finding.timeZone} error={errors["until"]} />
            </>
          )}
        </Act>
      ) : null}
      {plannedUntil ? (
        <Act label="Drop the plan" act="drop-plan" means="Work goes on now, and so does the clock.">
          {() => null}
        </Act>
      ) : null}
      {may.reopen ? (
        <Act label="Open again" act="reopen" means="Its clock goes on with what had elapsed.">
          {(errors) => <ValuesField label="Reason" name="note" rows={3} error={errors["note"]} />}
        </Act>
      ) : null}
      {incidentId ? null : (
        <Act label="Open an incident" act="incident" means="You have it in hand at once.">
          {() => (
            <label className="tap flex items-center gap-2 text-sm">
              <input type="checkbox" name="exploited" value="yes" /> It is being exploited: the incident is
              critical
            </label>
          )}
        </Act>
      )}
    </div>
  )
}

function LastDay({ zone, error }: { readonly zone: string; readonly error: string | undefined }) {
  return (
    <TextField
      label="Last day"
      type="date"
      name="until"
      hint={`To its end by the clock of ${zone}.`}
      error={error}
    />
  )
}

function Act({
  label,
  confirm = label,
  act,
  fields = {},
  means,
  children,
}: {
  readonly label: string
  readonly confirm?: string
  readonly act: string
  readonly fields?: Readonly<Record<string, string>>
  /** What comes of it. */
  readonly means: string
  readonly children: (errors: Readonly<Record<string, string>>) => ReactNode
}) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{label} …</Button>
      <Dialog open={open} onClose={close} title={label}>
        <ActForm act={act} fields={fields} onDone={close}>
          {({ busy, errors }) => (
            <>
              <p className="text-text-2">{means}</p>
              {children(errors)}
              <DialogActions onCancel={close} disabled={busy}>
                {confirm}
              </DialogActions>
            </>
          )}
        </ActForm>
      </Dialog>
    </>
  )
}
