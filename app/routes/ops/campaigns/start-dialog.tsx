import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
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
            <div className="flex flex-wrap justify-end gap-2">
              <Button onClick={onClose}>Cancel</Button>
              <Button look="primary" type="submit" disabled={busy}>
                Start the campaign
              </Button>
            </div>
          </>
        )}
      </ActForm>
    </Dialog>
  )
}
