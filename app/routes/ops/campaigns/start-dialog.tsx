import { ActForm } from "#app/ui/act-form.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import { CampaignFields } from "./campaign-fields.tsx"

/** Starts a campaign around incidents. */
export function StartDialog({
  incidents,
  onClose,
  onDone,
}: {
  /** None while it is not asked for. */
  readonly incidents: readonly string[]
  readonly onClose: () => void
  readonly onDone: (campaignId: string) => void
}) {
  return (
    <Dialog
      open={incidents.length > 0}
      onClose={onClose}
      title={`Start a campaign of ${incidents.length} incidents`}
    >
      <ActForm<{ campaignId: string }>
        act="open"
        action="/ops/campaigns"
        fields={{ incidents: incidents.join(",") }}
        onDone={({ campaignId }) => onDone(campaignId)}
      >
        {({ busy, errors }) => (
          <>
            <CampaignFields errors={errors} />
            <DialogActions onCancel={onClose} disabled={busy}>
              Start the campaign
            </DialogActions>
          </>
        )}
      </ActForm>
    </Dialog>
  )
}
