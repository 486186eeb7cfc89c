import { Button, Kbd } from "#app/ui/button.tsx"
import { useToasts } from "#app/ui/toast.tsx"
import { MergeDialog } from "./merge-dialog.tsx"
import type { IncidentRow } from "./row.ts"

/** What can be done with the incidents that are selected. */
export function MergeBar({
  chosen,
  merging,
  onMerge,
  onClear,
}: {
  readonly chosen: readonly IncidentRow[]
  /** What is being asked about: as it was then, for the list goes on changing. */
  readonly merging: readonly IncidentRow[]
  readonly onMerge: (incidents: readonly IncidentRow[]) => void
  readonly onClear: () => void
}) {
  const { show } = useToasts()
  return (
    <>
      {chosen.length > 0 ? (
        <div
          role="toolbar"
          aria-label="Selected incidents"
          className="sticky bottom-0 z-10 flex items-center gap-2 border-t border-line bg-surface px-4 py-2"
        >
          <span className="mr-auto text-xs text-text-2">{chosen.length} selected</span>
          <Button look="primary" disabled={chosen.length < 2} onClick={() => onMerge(chosen)}>
            {chosen.length < 2 ? "Select another to merge" : `Merge ${chosen.length} incidents …`}{" "}
            <Kbd>3</Kbd>
          </Button>
          <Button onClick={onClear}>Clear</Button>
        </div>
      ) : null}
      <MergeDialog
        incidents={merging}
        onClose={() => onMerge([])}
        onDone={(survivor) => {
          onClear()
          show({ text: `Merged into ${survivor.reference}.` })
        }}
      />
    </>
  )
}
