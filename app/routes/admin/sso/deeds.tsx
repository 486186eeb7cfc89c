import { useEffect, useState } from "react"
import { Form, useNavigation } from "react-router"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"

/** What can be done with a connection; what people notice is asked for once more. */
export function Deeds({
  name,
  enabled,
  people,
}: {
  readonly name: string
  readonly enabled: boolean
  /** How many sign in through it. */
  readonly people: number
}) {
  const [asked, setAsked] = useState<"disable" | "delete" | null>(null)
  const navigation = useNavigation()
  const busy = navigation.state !== "idle"
  useEffect(() => {
    if (navigation.state === "loading") setAsked(null)
  }, [navigation.state])
  const many = people === 1 ? "1 person signs in" : `${people} people sign in`
  return (
    <>
      <Form method="post" className="flex flex-wrap justify-end gap-2">
        <Button type="submit" name="act" value="test" disabled={busy}>
          Test connection
        </Button>
        {enabled ? (
          <Button onClick={() => setAsked("disable")}>Disable …</Button>
        ) : (
          <Button type="submit" name="act" value="enable" disabled={busy}>
            Enable
          </Button>
        )}
        <Button look="danger" onClick={() => setAsked("delete")}>
          Delete …
        </Button>
      </Form>
      <Dialog
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={asked === "delete" ? `Delete ${name}?` : `Disable ${name}?`}
      >
        <Form method="post" className="grid gap-4">
          <p className="text-text-2">
            {many} through it; their sessions end now.{" "}
            {asked === "delete"
              ? "It cannot be brought back: a new connection gets another redirect address and knows nobody. Whoever has no password asks for one by mail."
              : "Who they are stays known, and enabling it again lets them in as before. Until then it is not required of anybody."}
          </p>
          <DialogActions
            onCancel={() => setAsked(null)}
            look="danger"
            name="act"
            value={asked ?? ""}
            disabled={busy}
          >
            {asked === "delete" ? `Delete ${name}` : `Disable ${name}`}
          </DialogActions>
        </Form>
      </Dialog>
    </>
  )
}
