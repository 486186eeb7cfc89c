import { Link } from "react-router"
import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import type { AwaitedRow } from "./awaited-row.ts"

/** Stops somebody asked to be put where they belong; nothing is shown where nothing waits. */
export function AwaitedCorrections({ rows }: { readonly rows: readonly AwaitedRow[] }) {
  if (rows.length === 0) return null
  return (
    <Section title="Stops to be decided" intro="Whoever neither asked nor owns the incident approves them.">
      <ul className="grid">
        {rows.map((row) => (
          <li key={row.id} className="grid gap-1 border-b border-line py-2 last:border-0">
            <p>
              <Link
                to={`/ops/sla/clocks/${row.clockId}/stop`}
                className="tap inline-flex items-center font-medium text-link hover:underline"
              >
                {row.metric} of {row.reference}
              </Link>{" "}
              <Said>{row.title}</Said>
            </p>
            <p className="text-xs text-text-2">
              <Said>{row.client}</Said> · from <Moment at={row.recordedAt} /> to <Moment at={row.stoppedAt} />{" "}
              · asked by <Said>{row.requestedBy}</Said>
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
