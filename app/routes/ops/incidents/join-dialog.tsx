import { useState } from "react"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import { IncidentChoice } from "./incident-choice.tsx"
import type { IncidentRow } from "./row.ts"

type Joining = {
  readonly id: string
  readonly client: { readonly code: string }
  readonly incident: { readonly id: string } | null
}

/** Puts alerts into an open incident of their client. Alerts of several clients never share one. */
export function JoinDialog({
  alerts,
  onClose,
  onDone,
}: {
  /** None while it is not asked for. */
  readonly alerts: readonly Joining[]
  readonly onClose: () => void
  readonly onDone: (incident: IncidentRow) => void
}) {
  const [chosen, setChosen] = useState<IncidentRow | null>(null)
  const [first] = alerts
  const several = new Set(alerts.map((alert) => alert.client.code)).size > 1
  const homes = [...new Set(alerts.map((alert) => alert.incident?.id))]
  const many = alerts.length === 1 ? "the alert" : `${alerts.length} alerts`
  const close = () => {
    setChosen(null)
    onClose()
  }
  return (
    <Dialog open={alerts.length > 0} onClose={close} title={`Add ${many} to an incident`}>
      {several || !first ? (
        <div className="grid gap-4">
          <p className="text-text-2">
            These alerts belong to different clients, which never share an incident. Select alerts of one
            client.
          </p>
          <div className="flex justify-end">
            <Button onClick={close}>Back to the list</Button>
          </div>
        </div>
      ) : (
        <div className="grid gap-4">
          <IncidentChoice
            of={{ alert: first.id }}
            chosen={chosen?.id ?? null}
            onChoose={setChosen}
            // Where they all are already is no choice.
            {...(homes.length === 1 && homes[0] ? { without: [homes[0]] } : {})}
          />
          <ActForm
            act="add"
            action={`/ops/incidents/${chosen?.id ?? "none"}/membership`}
            fields={{ alerts: alerts.map((alert) => alert.id).join(",") }}
            onDone={() => {
              if (chosen) onDone(chosen)
              close()
            }}
          >
            {({ busy }) => (
              <>
                <p className="text-xs text-text-3">
                  The incident’s clocks take over from the alert’s own. A worse alert raises its priority.
                </p>
                <DialogActions onCancel={close} disabled={busy || !chosen}>
                  {chosen ? `Add to ${chosen.reference}` : "Choose an incident"}
                </DialogActions>
              </>
            )}
          </ActForm>
        </div>
      )}
    </Dialog>
  )
}
