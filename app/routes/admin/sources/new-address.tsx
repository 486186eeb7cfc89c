import { useState } from "react"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import { ChoiceField } from "#app/ui/field.tsx"

/** Gives a mailbox a new address, with time to change the tool. */
export function NewAddress({
  listener,
  onAddress,
}: {
  readonly listener: string
  readonly onAddress: (address: string) => void
}) {
  const [open, setOpen] = useState(false)
  const done = ({ address }: { readonly address: string | null }) => {
    setOpen(false)
    if (address) onAddress(address)
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>New address …</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="A new address">
        <ActForm<{ readonly address: string | null }> act="new-address" fields={{ listener }} onDone={done}>
          {({ busy }) => (
            <>
              <ChoiceField label="The old address" name="overlapHours" defaultValue="24">
                <option value="0">ends now</option>
                <option value="1">is good for 1 more hour</option>
                <option value="24">is good for 24 more hours</option>
                <option value="168">is good for 7 more days</option>
              </ChoiceField>
              <DialogActions onCancel={() => setOpen(false)} disabled={busy} data-first-focus>
                Make a new address
              </DialogActions>
            </>
          )}
        </ActForm>
      </Dialog>
    </>
  )
}
