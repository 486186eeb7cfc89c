import { type RefObject, useState } from "react"
import { severities } from "#app/domain/alerts/severity.ts"
import { addTallies, type DryRunTally, noTally } from "#app/domain/sources/mapping/tallies.ts"
import { Button } from "#app/ui/button.tsx"
import { useSteps } from "../use-steps.ts"

type Portion = DryRunTally & { readonly act: "dry-run"; readonly next: string | null }

/** Reads the deliveries of the last seven days with what stands in the form, and says what would come of them. */
export function DryRunPanel({ form }: { readonly form: RefObject<HTMLFormElement | null> }) {
  const [total, setTotal] = useState<{ readonly tally: DryRunTally; readonly isDone: boolean } | null>(null)
  const { failed, start } = useSteps<Portion>({
    send: (submit, after) => {
      if (!form.current) return
      const fields = new FormData(form.current)
      fields.set("act", "dry-run")
      fields.set("after", after)
      void submit(fields, { method: "post" })
    },
    onStep: ({ next, ...tally }) =>
      setTotal((before) => ({ tally: addTallies(before?.tally ?? noTally, tally), isDone: next === null })),
  })
  const running = total?.isDone === false && !failed
  return (
    <div className="grid gap-2">
      <div>
        <Button
          disabled={running}
          onClick={() => {
            setTotal({ tally: noTally, isDone: false })
            start()
          }}
        >
          {running ? "Reading …" : "Dry run over the last 7 days"}
        </Button>
      </div>
      {failed ? (
        <p role="alert" className="text-s1-ink">
          {failed.message}
        </p>
      ) : null}
      <div role="status">{total && !failed ? <Outcome {...total} /> : null}</div>
    </div>
  )
}

function Outcome({ tally, isDone }: { readonly tally: DryRunTally; readonly isDone: boolean }) {
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
