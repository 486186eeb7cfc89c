import { type RefObject, useState } from "react"
import { severities } from "#app/domain/alerts/severity.ts"
import { addTallies, type DryRunTally, noTally } from "#app/domain/sources/mapping/tallies.ts"
import { Button } from "#app/ui/button.tsx"
import { StepsProgress } from "#app/ui/steps-progress.tsx"
import { useSteps } from "#app/ui/use-steps.ts"

type Portion = DryRunTally & {
  readonly act: "dry-run"
  readonly next: string | null
  /** How much of the days is read. */
  readonly hours: number
  readonly ofHours: number
}

type Total = {
  readonly tally: DryRunTally
  readonly isDone: boolean
  readonly hours?: number
  readonly ofHours?: number
}

/** Reads the deliveries of the last seven days with what stands in the form, and says what would come of them. */
export function DryRunPanel({ form }: { readonly form: RefObject<HTMLFormElement | null> }) {
  const [total, setTotal] = useState<Total | null>(null)
  const steps = useSteps<Portion>({
    send: (submit, after) => {
      if (!form.current) return
      const fields = new FormData(form.current)
      fields.set("act", "dry-run")
      fields.set("after", after)
      void submit(fields, { method: "post" })
    },
    onStep: ({ next, hours, ofHours, ...tally }) =>
      setTotal((before) => ({
        ...{ hours, ofHours, isDone: next === null },
        tally: addTallies(before?.tally ?? noTally, tally),
      })),
  })
  return (
    <div className="grid gap-2">
      <div>
        <Button
          disabled={steps.isGoing}
          onClick={() => {
            setTotal({ tally: noTally, isDone: false })
            steps.start()
          }}
        >
          {steps.isGoing ? "Reading …" : "Dry run over the last 7 days"}
        </Button>
      </div>
      <StepsProgress
        steps={steps}
        label="Reading deliveries"
        done={total?.hours}
        total={total?.ofHours}
        things="hours"
      />
      <div role="status">{total && !steps.failed ? <Outcome {...total} /> : null}</div>
    </div>
  )
}

function Outcome({ tally, isDone }: Total) {
  const spread = severities.flatMap((name) =>
    tally.severities[name] ? [`${tally.severities[name]} ${name}`] : [],
  )
  if (isDone && tally.deliveries === 0) return <p className="text-text-2">Nothing came in the last 7 days.</p>
  return (
    <div className="grid gap-1 rounded-md bg-sunken px-3 py-2 text-sm">
      <p>
        {isDone ? null : "So far: "}
        {tally.deliveries} {tally.deliveries === 1 ? "delivery" : "deliveries"}: {tally.events}{" "}
        {tally.events === 1 ? "event" : "events"}, {tally.partial} partial, {tally.unreadable} unreadable
        {tally.ignored > 0 ? `, ${tally.ignored} without an event` : ""}.
      </p>
      {spread.length > 0 ? <p>Severity: {spread.join(", ")}.</p> : null}
      <p>
        Problems told apart: {tally.keysBefore.length} → {tally.keysAfter.length}.
      </p>
    </div>
  )
}
