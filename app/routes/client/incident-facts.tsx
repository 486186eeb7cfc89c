import { Link } from "react-router"
import type { SharedIncident } from "#app/domain/incidents/read-shared.server.ts"
import { severityWord } from "#app/ui/severity-glyph.tsx"
import { Moment } from "#app/ui/time-ago.tsx"

type Facts = Pick<SharedIncident, "status" | "severity" | "reference"> & {
  readonly openedAt: string
  readonly resolvedAt: string | null
}

/** What an incident is, in a few words. */
export function IncidentFacts({ incident }: { readonly incident: Facts }) {
  return (
    <dl className="mt-4 grid grid-cols-[8rem_1fr] gap-y-1 rounded-lg border border-line bg-surface p-4 [&_dt]:text-text-3">
      <dt>Status</dt>
      <dd>{incident.status}</dd>
      <dt>Severity</dt>
      <dd>{severityWord(incident.severity)}</dd>
      <dt>Reference</dt>
      <dd>{incident.reference}</dd>
      <dt>Started</dt>
      <dd>
        <Moment at={incident.openedAt} />
      </dd>
      {incident.resolvedAt ? (
        <>
          <dt>Resolved</dt>
          <dd>
            <Moment at={incident.resolvedAt} />
          </dd>
        </>
      ) : null}
    </dl>
  )
}

/** Says that it goes on in another incident, as far as the client was told of that. */
export function ContinuesIn({ continues }: { readonly continues: NonNullable<SharedIncident["continues"]> }) {
  return (
    <p className="mt-4 rounded-lg border border-line bg-sunken p-4" role="note">
      {continues.in ? (
        <>
          This goes on in{" "}
          <Link to={`/client/incidents/${continues.in.id}`} className="text-link underline">
            {continues.in.reference}
          </Link>
          , together with what belongs to it. New updates stand there.
        </>
      ) : (
        "We work on this together with related work. When there is something to tell, you will hear from us."
      )}
    </p>
  )
}
