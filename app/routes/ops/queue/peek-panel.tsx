import { useEffect } from "react"
import { Link, useFetcher } from "react-router"
import { buttonClass } from "#app/ui/button.tsx"
import { AlertFacts } from "../alert/alert-facts.tsx"
import type { loader } from "../alert/facts.ts"

/** The alert beside the list: not a dialog, so that the keys go on working in the list. */
export function PeekPanel({
  id,
  now,
  onClose,
}: {
  readonly id: string
  readonly now: number
  readonly onClose: () => void
}) {
  const { data, load } = useFetcher<typeof loader>()
  useEffect(() => void load(`/ops/alerts/${id}/facts`), [id, load])
  const alert = data?.id === id ? data : null
  return (
    <aside
      aria-label="Peek"
      className="fixed top-12 right-0 bottom-0 z-20 w-full overflow-y-auto border-l border-line bg-surface p-4 max-md:bottom-14 lg:w-120"
    >
      <div className="mb-3 flex items-center gap-2">
        <Link to={`/ops/alerts/${id}`} className={buttonClass()}>
          Open the page
        </Link>
        <button
          type="button"
          onClick={onClose}
          aria-label="Close the peek"
          className="tap ml-auto text-lg text-text-2 hover:text-text"
        >
          ×
        </button>
      </div>
      {alert ? <AlertFacts alert={alert} now={now} /> : <p className="text-text-3">Loading …</p>}
    </aside>
  )
}
