import { type ReactNode, useState } from "react"
import { useNavigate } from "react-router"
import { Button, Kbd } from "#app/ui/button.tsx"
import { useHotkeys } from "#app/ui/hotkeys.ts"
import { useToasts } from "#app/ui/toast.tsx"
import { type Mergeable, MergeDialog } from "../incidents/merge-dialog.tsx"
import type { QueueRow } from "../queue/row.ts"
import type { IncidentHeading } from "./detail.ts"
import { SortAlertsDialog } from "./sort-alerts-dialog.tsx"
import { Suggestions } from "./suggestions.tsx"
import type { SuggestionLine } from "./suggestion-line.ts"

/** What can be done about what belongs to an open incident: merge, split, move. And what may belong to it. */
export function IncidentActions({
  incident,
  alerts,
  suggestions,
  mayWork,
  children,
}: {
  readonly incident: IncidentHeading
  readonly alerts: readonly QueueRow[]
  readonly suggestions: readonly SuggestionLine[]
  readonly mayWork: boolean
  /** What else can be done, first in the row. */
  readonly children?: ReactNode
}) {
  const navigate = useNavigate()
  const { show } = useToasts()
  const [merging, setMerging] = useState<readonly Mergeable[]>([])
  const [sorting, setSorting] = useState(false)
  useHotkeys(mayWork ? [{ keys: "3", does: "Merge into …", run: () => setMerging([incident]) }] : [])
  return (
    <>
      {mayWork ? (
        <section
          aria-label="Actions"
          className="flex flex-wrap gap-2 rounded-lg border border-line bg-surface p-4"
        >
          {children}
          <Button onClick={() => setMerging([incident])}>
            Merge … <Kbd>3</Kbd>
          </Button>
          {alerts.length > 0 ? (
            <Button onClick={() => setSorting(true)}>Split or move alerts …</Button>
          ) : null}
        </section>
      ) : null}
      <Suggestions
        incident={incident}
        suggestions={suggestions}
        mayWork={mayWork}
        onMerge={(other) => setMerging([incident, other])}
      />
      <MergeDialog
        incidents={merging}
        choosing={merging.length === 1}
        onClose={() => setMerging([])}
        onDone={(survivor) => {
          show({ text: `Merged into ${survivor.reference}.` })
          if (survivor.id !== incident.id) void navigate(`/ops/incidents/${survivor.id}`)
        }}
      />
      <SortAlertsDialog
        open={sorting}
        incidentId={incident.id}
        alerts={alerts}
        total={incident.alertCount}
        onClose={() => setSorting(false)}
        onDone={(to, way) => {
          if (way === "split") return void navigate(`/ops/incidents/${to}`)
          show({ text: way === "add" ? "Moved." : "Back in the queue." })
        }}
      />
    </>
  )
}
