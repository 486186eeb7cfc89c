import { useEffect, useRef, useState } from "react"
import { closeReasons } from "#app/domain/alerts/alert.ts"
import { Button, Kbd } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { PerClient } from "./per-client.tsx"

type Closable = { readonly client: { readonly name: string } }

type Props = {
  /** What would be closed; none while the dialog is not asked for. */
  readonly rows: readonly Closable[]
  readonly onCancel: () => void
  readonly onClose: (disposition: string, comment: string) => void
}

/** Asks what the alert turned out to be. The letters a to f decide at once; a comment may be written first. */
export function CloseDialog({ rows, onCancel, onClose }: Props) {
  const count = rows.length
  const [comment, setComment] = useState("")
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (count > 0) list.current?.querySelector("button")?.focus()
    else setComment("")
  }, [count])
  const onKey = (event: React.KeyboardEvent) => {
    if (event.target instanceof HTMLTextAreaElement || event.ctrlKey || event.metaKey || event.altKey) return
    const reason = closeReasons.find((r) => r.key === event.key)
    if (reason) onClose(reason.disposition, comment)
  }
  return (
    <Dialog
      open={count > 0}
      onClose={onCancel}
      title={count === 1 ? "Close the alert as …" : `Close ${count} alerts as …`}
    >
      <div ref={list} onKeyDown={onKey} role="presentation" className="grid gap-3">
        {count > 1 ? <PerClient rows={rows} /> : null}
        <div className="grid gap-1">
          {closeReasons.map(({ key, label, hint, disposition }) => (
            <button
              key={key}
              type="button"
              onClick={() => onClose(disposition, comment)}
              className="tap flex items-center gap-3 rounded-md border border-line px-3 py-1.5 text-left hover:bg-hover"
            >
              <Kbd>{key}</Kbd>
              <span className="font-medium">{label}</span>
              <span className="ml-auto text-xs text-text-3">{hint}</span>
            </button>
          ))}
        </div>
        <label className="grid gap-1 text-xs text-text-2">
          Comment, if it needs one
          <textarea
            rows={2}
            maxLength={5000}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
            className="rounded-md border border-control bg-surface p-2 text-sm text-text"
          />
        </label>
        <div className="flex justify-end">
          <Button onClick={onCancel}>Cancel</Button>
        </div>
      </div>
    </Dialog>
  )
}
