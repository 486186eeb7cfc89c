import { ActForm } from "#app/ui/act-form.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import { ChoiceField } from "#app/ui/field.tsx"

/**
 * Gives a mailbox a new address, with time to change the tool. It stands beside the list, not in it: the mailbox may be
 * gone from there by the time the address comes.
 */
export function NewAddress({
  listener,
  onClose,
  onAddress,
}: {
  /** The mailbox it is for; null while nobody asks. */
  readonly listener: string | null
  readonly onClose: () => void
  readonly onAddress: (address: string) => void
}) {
  const done = ({ address }: { readonly address: string | null }) => {
    onClose()
    if (address) onAddress(address)
  }
  return (
    <Dialog open={listener !== null} onClose={onClose} title="A new address">
      <ActForm<{ readonly address: string | null }>
        act="new-address"
        fields={{ listener: listener ?? "" }}
        onDone={done}
      >
        {({ busy }) => (
          <>
            <ChoiceField label="The old address" name="overlapHours" defaultValue="24">
              <option value="0">ends now</option>
              <option value="1">is good for 1 more hour</option>
              <option value="24">is good for 24 more hours</option>
              <option value="168">is good for 7 more days</option>
            </ChoiceField>
            <DialogActions onCancel={onClose} disabled={busy} data-first-focus>
              Make a new address
            </DialogActions>
          </>
        )}
      </ActForm>
    </Dialog>
  )
}
