import { useEffect, useState } from "react"
import { useFetcher } from "react-router"
import { TextField } from "#app/ui/field.tsx"
import { Said } from "#app/ui/said.tsx"
import { SeverityGlyph } from "#app/ui/severity-glyph.tsx"
import type { Choices } from "./choices.ts"
import type { IncidentRow } from "./row.ts"

/** Whose client's incidents are to choose from. */
export type ChoiceOf = { readonly alert: string } | { readonly incident: string }

/** Finds one open incident of a client by its words or reference. Shows the most urgent before anything is typed. */
export function IncidentChoice({
  of,
  chosen,
  without = [],
  onChoose,
}: {
  readonly of: ChoiceOf
  readonly chosen: string | null
  readonly without?: readonly string[]
  readonly onChoose: (row: IncidentRow) => void
}) {
  const { load, data, state } = useFetcher<Choices>()
  const [words, setWords] = useState("")
  const query = new URLSearchParams({ ...of, ...(words.trim() ? { q: words.trim() } : {}) }).toString()
  useEffect(() => {
    const timer = setTimeout(() => void load(`/ops/incidents/choices?${query}`), 150)
    return () => clearTimeout(timer)
  }, [load, query])
  const rows = (data?.rows ?? []).filter((row) => !without.includes(row.id))
  return (
    <div className="grid gap-2">
      <TextField
        label="Find an open incident of this client"
        type="search"
        placeholder="Words of the title, or a reference"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <div role="radiogroup" aria-label="Open incidents" className="grid max-h-56 gap-1 overflow-y-auto">
        {rows.map((row) => (
          <label
            key={row.id}
            className="tap flex items-center gap-2 rounded-md border border-line px-2 py-1.5 text-sm has-checked:border-accent has-checked:bg-selected"
          >
            <input
              type="radio"
              name="incident-choice"
              checked={chosen === row.id}
              onChange={() => onChoose(row)}
            />
            <SeverityGlyph severity={row.severity} />
            <span className="tnum shrink-0 text-xs text-text-2">{row.reference}</span>
            <span className="min-w-0 flex-1">
              <Said>{row.title}</Said>
            </span>
            {row.isCandidate ? <span className="text-xs text-text-3">candidate</span> : null}
          </label>
        ))}
        {rows.length === 0 ? (
          <p className="py-2 text-sm text-text-3" role="status">
            {state === "idle" && data ? "No open incident matches." : "Looking …"}
          </p>
        ) : null}
      </div>
    </div>
  )
}
