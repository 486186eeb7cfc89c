import { useState } from "react"
import { useFetcher } from "react-router"
import type { ReplayChoice } from "#app/domain/replay/replay.ts"
import type { Answer } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { ChoiceField, TextField } from "#app/ui/field.tsx"
import { Section } from "#app/ui/section.tsx"
import { ReplayRun } from "./replay-run.tsx"

type Range = Extract<ReplayChoice, { kind: "range" }>
type Counted = { readonly act: "count"; readonly count: number; readonly choice: Range }

/** Everything of a time range again: counted first, then replayed. */
export function ReplayWindow({ source, today }: { readonly source: string; readonly today: string }) {
  const fetcher = useFetcher<Answer<Counted>>()
  const [range, setRange] = useState({
    from: `${today}T00:00`,
    until: `${today}T23:59`,
    outcome: "quarantined",
  })
  const answer = fetcher.state === "idle" ? fetcher.data : undefined
  const errors = answer && !answer.ok ? answer.error.fields : {}
  const change = (name: keyof typeof range) => (event: { readonly target: { readonly value: string } }) => {
    setRange({ ...range, [name]: event.target.value })
  }
  const count = () => {
    const choice = { ...range, kind: "range", from: `${range.from}:00Z`, until: `${range.until}:00Z` }
    void fetcher.submit(
      { act: "count", choice: JSON.stringify(choice) },
      { method: "post", action: `/admin/sources/${source}/quarantine` },
    )
  }
  return (
    <Section
      title="Replay a time range"
      intro="Deliveries that made no alert are read again as if they came now. Their alerts are marked as replayed, have no deadline and page nobody. What has been processed stays as it is."
    >
      <TextField
        label="From (UTC)"
        type="datetime-local"
        value={range.from}
        onChange={change("from")}
        error={errors["from"]}
      />
      <TextField
        label="Until (UTC)"
        type="datetime-local"
        value={range.until}
        onChange={change("until")}
        error={errors["until"]}
      />
      <ChoiceField label="Which" value={range.outcome} onChange={change("outcome")}>
        <option value="quarantined">What waits in quarantine</option>
        <option value="ignored">What was read and made no event</option>
      </ChoiceField>
      <div>
        <Button onClick={count} disabled={fetcher.state !== "idle"}>
          {fetcher.state === "idle" ? "Count them" : "Counting …"}
        </Button>
      </div>
      {answer && !answer.ok && Object.keys(errors).length === 0 ? (
        <p role="alert" className="text-s1-ink">
          {answer.error.message}
        </p>
      ) : null}
      {answer?.ok ? (
        answer.value.count === 0 ? (
          <p role="status">There are none.</p>
        ) : (
          <ReplayRun
            key={JSON.stringify(answer.value.choice)}
            source={source}
            choice={answer.value.choice}
            label={`Replay ${manyOf(answer.value.count)} deliveries`}
            confirm={`Replay ${manyOf(answer.value.count)} deliveries`}
          />
        )
      ) : null}
    </Section>
  )
}

/** Counting stops at 10,000. */
const manyOf = (count: number) => (count >= 10_000 ? "10,000 or more" : String(count))
