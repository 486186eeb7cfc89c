import { useEffect, useState } from "react"
import { Form, useNavigation } from "react-router"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import type { TokenRow } from "./row.ts"

/** Asks once more: a revoked token does not come back. */
export function RevokeDialog({ token }: { readonly token: TokenRow }) {
  const [open, setOpen] = useState(false)
  const navigation = useNavigation()
  useEffect(() => {
    if (navigation.state === "loading") setOpen(false)
  }, [navigation.state])
  return (
    <>
      <Button look="danger" onClick={() => setOpen(true)} aria-label={`Revoke ${token.name}`}>
        Revoke
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={`Revoke “${visibleText(token.name)}”?`}>
        <Form method="post" className="grid gap-4">
          <input type="hidden" name="id" value={token.id} />
          <p className="text-text-2">
            Whatever uses it is refused from its next call on. It cannot be made valid again.
          </p>
          <DialogActions onCancel={() => setOpen(false)} look="danger" disabled={navigation.state !== "idle"}>
            Revoke this token
          </DialogActions>
        </Form>
      </Dialog>
    </>
  )
}
