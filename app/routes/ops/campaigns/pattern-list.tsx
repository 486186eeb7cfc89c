import { Link } from "react-router"
import { Button } from "#app/ui/button.tsx"
import { Said } from "#app/ui/said.tsx"
import { SeverityGlyph } from "#app/ui/severity-glyph.tsx"
import type { PatternLine } from "./row.ts"

/** What incidents of at least two clients have named within seven days, and no campaign holds yet. */
export function PatternList({
  patterns,
  onStart,
}: {
  readonly patterns: readonly PatternLine[]
  readonly onStart: (incidents: readonly string[]) => void
}) {
  return (
    <section aria-labelledby="patterns" className="grid content-start gap-3">
      <h2 id="patterns" className="text-lg font-semibold">
        Seen at several clients
      </h2>
      {patterns.length === 0 ? (
        <p className="rounded-lg border border-line bg-surface p-4 text-text-2">
          No address, domain, link or hash was named at two of your clients within seven days.
        </p>
      ) : null}
      <ul className="grid gap-3">
        {patterns.map((pattern) => {
          const [first] = pattern.entities
          const key = `${first?.type} ${first?.value}`
          return (
            <li key={key} className="grid gap-2 rounded-lg border border-line bg-surface p-4">
              <p className="flex flex-wrap gap-x-3 gap-y-1 text-sm font-medium">
                {pattern.entities.slice(0, 4).map(({ type, value }) => (
                  <span key={`${type} ${value}`}>
                    <span className="text-xs font-normal text-text-3">{type}</span> <Said>{value}</Said>
                  </span>
                ))}
                {pattern.entities.length > 4 ? (
                  <span className="text-xs font-normal text-text-3">
                    and {pattern.entities.length - 4} more
                  </span>
                ) : null}
              </p>
              <ul className="grid gap-1 text-sm">
                {pattern.incidents.slice(0, 5).map((incident) => (
                  <li key={incident.id}>
                    <Link to={`/ops/incidents/${incident.id}`} className="hover:underline">
                      <SeverityGlyph severity={incident.severity} />{" "}
                      <span className="tnum text-xs text-text-2">{incident.reference}</span>{" "}
                      <Said>{incident.title}</Said>
                    </Link>{" "}
                    <span className="text-xs text-text-3">
                      <Said>{incident.client.name}</Said>
                    </span>
                  </li>
                ))}
              </ul>
              <div className="flex flex-wrap items-center justify-between gap-2">
                <span className="tnum text-xs text-text-3">
                  {pattern.incidents.length} incidents at {pattern.clients} clients
                </span>
                {pattern.campaign ? (
                  <Link
                    to={`/ops/campaigns/${pattern.campaign.id}`}
                    className="text-xs text-link hover:underline"
                  >
                    in <Said>{pattern.campaign.name}</Said>
                  </Link>
                ) : (
                  <Button
                    aria-label={`Start a campaign about ${key} …`}
                    onClick={() => onStart(pattern.incidents.map((incident) => incident.id))}
                  >
                    Start a campaign …
                  </Button>
                )}
              </div>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
