import { Link } from "react-router"
import { buttonClass } from "#app/ui/button.tsx"
import { EmptyState } from "#app/ui/page-header.tsx"

/** Why the list is empty: nothing matches, nothing is yours, or all is done. */
export function Nothing({
  filtered,
  waiting,
  view,
}: {
  readonly filtered: boolean
  readonly waiting: number
  readonly view: string
}) {
  if (filtered)
    return (
      <EmptyState title="Nothing matches these filters">
        <Link to="?" className={buttonClass()}>
          Clear filters
        </Link>
      </EmptyState>
    )
  if (view === "mine")
    return (
      <EmptyState title="Nothing is in your hands">
        Take an alert with the key 1 and it stands here.
      </EmptyState>
    )
  if (view === "suppressed")
    return (
      <EmptyState title="Nothing is hidden">
        What a suppression rule or maintenance keeps out of the queue stands here until it ends.
      </EmptyState>
    )
  return (
    <EmptyState title="Queue clear">
      {waiting > 0
        ? "New alerts have come in."
        : "Every alert has been dealt with. New ones appear here by themselves."}
    </EmptyState>
  )
}
