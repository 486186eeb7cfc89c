import { useState } from "react"
import { closeReasons } from "#app/domain/alerts/alert.ts"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import { ChoiceField, TextField } from "#app/ui/field.tsx"
import { SlaClock } from "#app/ui/sla-clock.tsx"
import type { IncidentHeading } from "./detail.ts"

/** A candidate waits for a word: approve it, or dismiss it with a reason. Its review has a deadline of its own. */
export function CandidateBanner({
  incident,
  mayWork,
  now,
}: {
  readonly incident: IncidentHeading
  readonly mayWork: boolean
  readonly now: number
}) {
  const [dismissing, setDismissing] = useState(false)
  const action = `/ops/incidents/${incident.id}/membership`
  return (
    <section
      aria-label="Candidate"
      className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-s3 bg-s3-tint p-3 text-s3-ink"
    >
      <p className="min-w-60 flex-1">
        <strong className="font-semibold">Candidate.</strong> A rule suggests this incident. No client sees it
        and no SLA clock runs until it is approved.
      </p>
      <span className="inline-flex items-center gap-2 text-sm">
        Review <SlaClock dueAt={incident.dueAt} renderedAt={now} />
      </span>
      {mayWork ? (
        <div className="flex flex-wrap gap-2">
          <ActForm act="approve" action={action} className="contents">
            {({ busy }) => (
              <Button look="primary" type="submit" disabled={busy}>
                Approve as incident
              </Button>
            )}
          </ActForm>
          <Button onClick={() => setDismissing(true)}>Dismiss …</Button>
        </div>
      ) : null}
      <Dialog open={dismissing} onClose={() => setDismissing(false)} title={`Dismiss ${incident.reference}`}>
        <ActForm act="dismiss" action={action} onDone={() => setDismissing(false)}>
          {({ busy, errors }) => (
            <>
              <TextField
                label="Why is it no incident?"
                name="reason"
                required
                maxLength={5000}
                error={errors["reason"]}
              />
              <ChoiceField label="Its alerts" name="alerts" defaultValue="release">
                <option value="release">Back to the queue</option>
                {closeReasons.map(({ disposition, label }) => (
                  <option key={disposition} value={disposition}>
                    Close as: {label}
                  </option>
                ))}
              </ChoiceField>
              <p className="text-xs text-text-3">It is closed without outcome and cannot be reopened.</p>
              <DialogActions onCancel={() => setDismissing(false)} look="danger" disabled={busy}>
                Dismiss {incident.reference}
              </DialogActions>
            </>
          )}
        </ActForm>
      </Dialog>
    </section>
  )
}
