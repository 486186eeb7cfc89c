import { type ReactNode, useState } from "react"
import { ActForm, type ActState } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"

/** A button for an act that needs something said: its dialog asks for that, and what is then pressed names the act. */
export function AskButton({
  label,
  title,
  confirm,
  act,
  action,
  fields = {},
  look = "quiet",
  name,
  children,
}: {
  readonly label: ReactNode
  readonly title: string
  readonly confirm: string
  readonly act: string
  readonly action: string
  readonly fields?: Readonly<Record<string, string>>
  readonly look?: "primary" | "quiet" | "danger"
  /** The button's accessible name where several say the same. */
  readonly name?: string
  /** The fields. */
  readonly children: (state: ActState) => ReactNode
}) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        look={look}
        className="justify-self-start"
        onClick={() => setOpen(true)}
        {...(name ? { "aria-label": name } : {})}
      >
        {label}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={title}>
        <ActForm act={act} action={action} fields={fields} onDone={() => setOpen(false)}>
          {(state) => (
            <>
              {children(state)}
              <DialogActions onCancel={() => setOpen(false)} disabled={state.busy}>
                {confirm}
              </DialogActions>
            </>
          )}
        </ActForm>
      </Dialog>
    </>
  )
}
