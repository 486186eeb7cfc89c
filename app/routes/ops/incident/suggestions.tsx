import { useState } from "react"
import { Link } from "react-router"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { Said } from "#app/ui/said.tsx"
import { SeverityGlyph } from "#app/ui/severity-glyph.tsx"
import type { Mergeable } from "../incidents/merge-dialog.tsx"
import { EntityGraph } from "./entity-graph.tsx"
import type { SuggestionLine } from "./suggestion-line.ts"

/** Shown before somebody asks for all. */
const firstFew = 3

/** Incidents of the same client that name the same within seven days: suggested, never done by itself. */
export function Suggestions({
  incident,
  suggestions,
  mayWork,
  onMerge,
}: {
  readonly incident: Pick<Mergeable, "id" | "reference">
  readonly suggestions: readonly SuggestionLine[]
  /** The incident is open and theirs to work on. */
  readonly mayWork: boolean
  readonly onMerge: (other: Mergeable) => void
}) {
  const [all, setAll] = useState(false)
  if (suggestions.length === 0) return null
  const shown = all ? suggestions : suggestions.slice(0, firstFew)
  return (
    <section aria-labelledby="similar" className="rounded-lg border border-line bg-surface p-4">
      <h2 id="similar" className="font-semibold">
        May belong together
      </h2>
      <p className="mb-3 text-xs text-text-3">
        Incidents of this client that name the same within seven days, the most telling first.
      </p>
      <ul className="grid gap-3">
        {shown.map((other) => (
          <li key={other.id} className="flex flex-wrap items-start gap-x-3 gap-y-1.5">
            <span
              className="tnum w-9 shrink-0 rounded-sm bg-sunken text-center text-sm"
              title="How much they share, of 100"
            >
              <span className="sr-only">Score </span>
              {other.score}
            </span>
            <span className="grid min-w-48 flex-1 gap-0.5 text-sm">
              <Link to={`/ops/incidents/${other.id}`} className="hover:underline">
                <SeverityGlyph severity={other.severity} />{" "}
                <span className="tnum text-xs text-text-2">{other.reference}</span> <Said>{other.title}</Said>
              </Link>
              <span className="text-xs text-text-3">
                <Said>{other.reason}</Said> · {other.stage}
              </span>
            </span>
            {mayWork ? <Deeds incident={incident} other={other} onMerge={onMerge} /> : null}
          </li>
        ))}
      </ul>
      {suggestions.length > firstFew ? (
        <Button className="mt-3" onClick={() => setAll((before) => !before)}>
          {all ? "Show fewer" : `Show all ${suggestions.length}`}
        </Button>
      ) : null}
      <details className="mt-3">
        <summary className="tap text-sm text-link">What they share, drawn</summary>
        <div
          className="mt-2 overflow-x-auto"
          tabIndex={0}
          role="region"
          aria-label="Drawing of what they share"
        >
          <EntityGraph reference={incident.reference} suggestions={shown} />
        </div>
      </details>
    </section>
  )
}

function Deeds({
  incident,
  other,
  onMerge,
}: {
  readonly incident: Pick<Mergeable, "id">
  readonly other: SuggestionLine
  readonly onMerge: (other: Mergeable) => void
}) {
  const isOpen = other.stage !== "resolved" && other.stage !== "closed"
  return (
    <span className="flex gap-2">
      {isOpen ? (
        <Button aria-label={`Merge with ${other.reference} …`} onClick={() => onMerge(other)}>
          Merge …
        </Button>
      ) : null}
      <ActForm
        act="link"
        action={`/ops/incidents/${incident.id}/membership`}
        fields={{ incidents: other.id }}
        className="contents"
      >
        {({ busy }) => (
          <Button type="submit" disabled={busy} aria-label={`Link ${other.reference}`}>
            Link
          </Button>
        )}
      </ActForm>
    </span>
  )
}
