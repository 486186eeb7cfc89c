import { type ReactNode, useState } from "react"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { TextField } from "#app/ui/field.tsx"

/** A button for what needs a reason: it says what it means, asks why, and what is then pressed names the thing. */
export function ReasonDialog({
  label,
  title,
  confirm,
  act,
  look,
  children,
}: {
  readonly label: string
  readonly title: string
  /** What the deciding button says: "Retire Gold". */
  readonly confirm: string
  readonly act: string
  readonly look: "danger" | "primary"
  /** What it means. */
  readonly children: ReactNode
}) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button look={look === "danger" ? "danger" : "quiet"} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={title}>
        <ActForm act={act} onDone={() => setOpen(false)}>
          {({ busy, errors }) => (
            <>
              <div className="text-text-2">{children}</div>
              <TextField
                label="Reason"
                name="reason"
                maxLength={500}
                error={errors["reason"]}
                data-first-focus
              />
              <div className="flex flex-wrap justify-end gap-2">
                <Button onClick={() => setOpen(false)}>Cancel</Button>
                <Button look={look} type="submit" disabled={busy}>
                  {confirm}
                </Button>
              </div>
            </>
          )}
        </ActForm>
      </Dialog>
    </>
  )
}
