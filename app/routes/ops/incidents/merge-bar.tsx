import { Button, Kbd } from "#app/ui/button.tsx"
import { useToasts } from "#app/ui/toast.tsx"
import { MergeDialog } from "./merge-dialog.tsx"
import type { IncidentRow } from "./row.ts"

/** What can be done with the incidents that are selected. */
export function MergeBar({
  chosen,
  asking,
  onAsk,
  onClear,
}: {
  readonly chosen: readonly IncidentRow[]
  /** The merge is being asked about. */
  readonly asking: boolean
  readonly onAsk: (asking: boolean) => void
  readonly onClear: () => void
}) {
  const { show } = useToasts()
  if (chosen.length === 0) return null
  return (
    <div
      role="toolbar"
      aria-label="Selected incidents"
      className="sticky bottom-0 z-10 flex items-center gap-2 border-t border-line bg-surface px-4 py-2"
    >
      <span className="mr-auto text-xs text-text-2">{chosen.length} selected</span>
      <Button look="primary" disabled={chosen.length < 2} onClick={() => onAsk(true)}>
        {chosen.length < 2 ? "Select another to merge" : `Merge ${chosen.length} incidents …`} <Kbd>3</Kbd>
      </Button>
      <Button onClick={onClear}>Clear</Button>
      <MergeDialog
        incidents={asking && chosen.length > 1 ? chosen : []}
        onClose={() => onAsk(false)}
        onDone={(survivor) => {
          onClear()
          show({ text: `Merged into ${survivor.reference}.` })
        }}
      />
    </div>
  )
}
