import { useEffect, useState } from "react"
import { Form, useNavigation } from "react-router"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"

/** Where every change of a factor is posted to, and what shows its outcome. */
export const factorsPage = "/me/second-factors"

/** A button that asks once more before it posts. */
export function Confirmed({
  label,
  name,
  ask,
  means,
  fields,
  look = "danger",
  blocked = null,
}: {
  readonly label: string
  /** What it is called where several of it stand on a page. */
  readonly name?: string
  readonly ask: string
  readonly means: string
  readonly fields: Readonly<Record<string, string>>
  readonly look?: "danger" | "quiet"
  /** Why it cannot be done. */
  readonly blocked?: string | null
}) {
  const [isOpen, setOpen] = useState(false)
  const navigation = useNavigation()
  useEffect(() => {
    if (navigation.state === "loading") setOpen(false)
  }, [navigation.state])
  return (
    <>
      <Button
        look={look}
        aria-label={name}
        disabled={blocked !== null}
        title={blocked ?? undefined}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title={ask}>
        <Form method="post" action={factorsPage} className="grid gap-4">
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <p className="text-text-2">{means}</p>
          <DialogActions onCancel={() => setOpen(false)} look={look} disabled={navigation.state !== "idle"}>
            {name ?? label}
          </DialogActions>
        </Form>
      </Dialog>
    </>
  )
}
