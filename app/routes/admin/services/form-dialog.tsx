import { type ReactNode, useState } from "react"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"

/** A button that opens a form, which closes when it is done. */
export function FormDialog({
  label,
  name,
  title,
  submit,
  act,
  fields,
  children,
}: {
  readonly label: string
  /** The button's accessible name where several say the same. */
  readonly name?: string
  readonly title: string
  readonly submit: string
  readonly act: string
  readonly fields: Readonly<Record<string, string>>
  readonly children: (errors: Readonly<Record<string, string>>) => ReactNode
}) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        look={name ? "quiet" : "primary"}
        onClick={() => setOpen(true)}
        {...(name ? { "aria-label": name } : {})}
      >
        {label}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={title}>
        <ActForm act={act} fields={fields} onDone={() => setOpen(false)}>
          {({ busy, errors }) => (
            <>
              {/* A dialog is too narrow for the columns a matcher's conditions stand in elsewhere. */}
              <div className="grid gap-4 [&_[role=group]]:grid-cols-1!">{children(errors)}</div>
              <DialogActions onCancel={() => setOpen(false)} disabled={busy}>
                {submit}
              </DialogActions>
            </>
          )}
        </ActForm>
      </Dialog>
    </>
  )
}
