import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import type { QueueRow } from "./row.ts"
import { PerClient } from "./per-client.tsx"

export type BulkVerdict = "take" | "raise"

/** More than so many at once are asked about first. */
export const confirmAbove = 25

const words: Record<BulkVerdict, string> = { take: "Take", raise: "Raise" }

type Props = {
  readonly verdict: BulkVerdict | null
  readonly rows: readonly QueueRow[]
  readonly onCancel: () => void
  readonly onConfirm: (verdict: BulkVerdict) => void
}

/** Asks before a verdict falls on many alerts, with how many are whose. */
export function BulkConfirm({ verdict, rows, onCancel, onConfirm }: Props) {
  const does = verdict ? `${words[verdict]} ${rows.length} alerts` : ""
  return (
    <Dialog open={verdict !== null} onClose={onCancel} title={`${does}?`}>
      <div className="grid gap-4">
        <PerClient rows={rows} />
        <DialogActions
          onCancel={onCancel}
          data-first-focus
          onClick={() => verdict && onConfirm(verdict)}
          type="button"
        >
          {does}
        </DialogActions>
      </div>
    </Dialog>
  )
}
