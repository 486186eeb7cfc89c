import { EyeOff } from "lucide-react"
import { cappedCount } from "#app/ui/tabs.tsx"

/** What the list leaves out because of its reader's grants: how many, and nothing of what they are. */
export function OutOfReach({ count, what }: { readonly count: number; readonly what: "alert" | "incident" }) {
  if (count === 0) return null
  return (
    <p className="flex items-center gap-2 px-4 pb-3 text-xs text-text-2">
      <EyeOff className="size-4 shrink-0" aria-hidden="true" />
      {cappedCount(count)} more open {count === 1 ? what : `${what}s`} in clients you are not assigned to
    </p>
  )
}
