import { useState } from "react"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import { visibleText } from "#app/ui/visible-text.ts"

const field = "tap rounded-md border border-control bg-surface px-2 font-normal"

/** Chooses the chain and the time of an export. The file can be checked without the portal. */
export function ExportDialog({
  clients,
}: {
  readonly clients: readonly { readonly id: string; readonly name: string }[]
}) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>Export …</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Export a chain of the audit">
        <form
          method="get"
          action="/admin/audit/export"
          className="grid gap-3 text-sm font-medium"
          // Closed a moment later: a form that has left the page is not sent.
          onSubmit={() => setTimeout(() => setOpen(false))}
        >
          <label className="grid gap-1">
            Chain
            <select name="chain" className={field}>
              <option value="provider">The provider's own entries</option>
              {clients.map(({ id, name }) => (
                <option key={id} value={id}>
                  {visibleText(name)}
                </option>
              ))}
            </select>
          </label>
          <div className="flex flex-wrap gap-3">
            <label className="grid gap-1">
              From (UTC)
              <input type="date" name="after" className={field} />
            </label>
            <label className="grid gap-1">
              Up to, without (UTC)
              <input type="date" name="before" className={field} />
            </label>
          </div>
          <p className="text-xs font-normal text-text-2">
            One line of JSON an entry, with its hashes. “portal audit verify FILE” checks it anywhere. The
            export itself is recorded.
          </p>
          <DialogActions onCancel={() => setOpen(false)}>Export</DialogActions>
        </form>
      </Dialog>
    </>
  )
}
