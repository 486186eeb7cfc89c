import { Button } from "#app/ui/button.tsx"
import type { ShownTrial } from "./trial.ts"

/** How far a replay is, and how to end it early. */
export function Progress({ trial, stop }: { readonly trial: ShownTrial | null; readonly stop: () => void }) {
  const done = trial?.tally.incidents ?? 0
  const all = done + (trial?.left ?? 0)
  return (
    <div className="grid gap-2 text-text-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="tnum" aria-live="polite">
          {trial
            ? `Replayed ${done.toLocaleString("en")} of ${all.toLocaleString("en")} incidents.`
            : "Replaying incidents under the policy."}
        </p>
        <Button onClick={stop}>Stop here</Button>
      </div>
      <progress
        aria-label="Replaying"
        className="h-1 w-full accent-accent"
        {...(trial ? { value: done, max: Math.max(1, all) } : {})}
      />
    </div>
  )
}
