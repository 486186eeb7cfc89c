import { type ReactNode, useState } from "react"
import { ActForm } from "./act-form.tsx"
import { Button } from "./button.tsx"
import { Dialog } from "./dialog.tsx"
import { DialogActions } from "./dialog-actions.tsx"

/** A button for what cannot be undone: it asks first, and what is then pressed names the thing. */
export function ConfirmButton({
  label,
  title,
  confirm,
  act,
  fields = {},
  look = "danger",
  name,
  children,
}: {
  readonly label: string
  /** The question. */
  readonly title: string
  /** What the deciding button says: "Disable Ana Petrova". */
  readonly confirm: string
  readonly act: string
  readonly fields?: Readonly<Record<string, string>>
  readonly look?: "danger" | "quiet"
  /** The button's accessible name where several say the same. */
  readonly name?: string
  /** What it means. */
  readonly children?: ReactNode
}) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button look={look} onClick={() => setOpen(true)} {...(name ? { "aria-label": name } : {})}>
        {label}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={title}>
        <ActForm act={act} fields={fields} onDone={() => setOpen(false)}>
          {({ busy }) => (
            <>
              <div className="text-text-2">{children}</div>
              <DialogActions onCancel={() => setOpen(false)} look="danger" isCancelFirst disabled={busy}>
                {confirm}
              </DialogActions>
            </>
          )}
        </ActForm>
      </Dialog>
    </>
  )
}
