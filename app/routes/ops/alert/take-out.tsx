import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"

/** Takes an alert out of its incident, back into the queue. */
export function TakeOut({
  alertId,
  incident,
}: {
  readonly alertId: string
  readonly incident: { readonly id: string; readonly reference: string }
}) {
  return (
    <ActForm
      act="take-out"
      action={`/ops/incidents/${incident.id}/membership`}
      fields={{ alerts: alertId }}
      className="contents"
    >
      {({ busy }) => (
        <Button
          type="submit"
          disabled={busy}
          title={`Out of ${incident.reference}, back to the queue with a clock of its own`}
        >
          Take out
        </Button>
      )}
    </ActForm>
  )
}
