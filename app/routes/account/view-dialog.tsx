import { Eye } from "lucide-react"
import { useState } from "react"
import { useFetcher } from "react-router"
import { maxReasonLength, minReasonLength, viewMinutes } from "#app/auth/view-limits.ts"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import type { action } from "../shared/view-as.ts"

/** Asks why, then opens the client's portal as its manager sees it. */
export function ViewDialog({ client }: { readonly client: { readonly id: string; readonly name: string } }) {
  const [open, setOpen] = useState(false)
  const fetcher = useFetcher<typeof action>()
  const failed = fetcher.data && !fetcher.data.ok ? fetcher.data.error : null
  const problem = failed ? (failed.fields["reason"] ?? failed.message) : null
  const busy = fetcher.state !== "idle"
  return (
    <>
      <Button onClick={() => setOpen(true)} aria-label={`View as client: ${client.name}`}>
        <Eye className="size-4" aria-hidden="true" />
        <span>
          View<span className="max-md:hidden"> as client</span>
        </span>
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={`View the portal of ${visibleText(client.name)}`}
      >
        <fetcher.Form method="post" action="/view-as" className="grid gap-3 text-sm">
          <input type="hidden" name="act" value="start" />
          <input type="hidden" name="client" value={client.id} />
          <p className="text-text-2">
            For {viewMinutes} minutes you see what its manager sees, and can change nothing. Your other pages
            are closed meanwhile. Every page you open is written down with your reason.
          </p>
          <label className="grid gap-1 font-medium">
            Reason
            <textarea
              name="reason"
              rows={3}
              required
              minLength={minReasonLength}
              maxLength={maxReasonLength}
              data-first-focus
              aria-invalid={problem ? true : undefined}
              aria-describedby={problem ? "view-problem" : undefined}
              className="rounded-md border border-control bg-surface px-3 py-2 font-normal max-md:text-lg"
            />
          </label>
          {problem ? (
            <p id="view-problem" role="alert" className="text-s1-ink">
              {problem}
            </p>
          ) : null}
          <DialogActions onCancel={() => setOpen(false)} disabled={busy}>
            {busy ? "Opening …" : `View ${visibleText(client.name)}`}
          </DialogActions>
        </fetcher.Form>
      </Dialog>
    </>
  )
}
