import { useState } from "react"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import { TextField } from "#app/ui/field.tsx"

/** Takes deliveries out of the list for good, with a reason. */
export function SetAside({
  fields,
  count,
}: {
  readonly fields: Readonly<Record<string, string>>
  readonly count: number
}) {
  const [open, setOpen] = useState(false)
  const what = count === 1 ? "this delivery" : `these ${count} deliveries`
  return (
    <>
      <Button onClick={() => setOpen(true)}>Set aside …</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={`Set ${what} aside?`}>
        <ActForm act="set-aside" fields={fields} onDone={() => setOpen(false)}>
          {({ busy, errors }) => (
            <>
              <p className="text-text-2">Nobody will be asked about {what} again. The evidence stays.</p>
              <TextField
                label="Reason"
                name="why"
                required
                maxLength={500}
                error={errors["why"]}
                hint="As it will stand in the audit."
                data-first-focus
              />
              <DialogActions onCancel={() => setOpen(false)} disabled={busy}>
                Set {what} aside
              </DialogActions>
            </>
          )}
        </ActForm>
      </Dialog>
    </>
  )
}
