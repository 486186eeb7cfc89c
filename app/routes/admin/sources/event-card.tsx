import type { CanonicalEvent } from "#app/domain/ingest/adapter.ts"
import { Said } from "#app/ui/said.tsx"
import { SeverityGlyph } from "#app/ui/severity-glyph.tsx"

/** An event as the portal understood it, before any alert is made of it. */
export function EventCard({ event }: { readonly event: CanonicalEvent }) {
  const labels = Object.entries(event.labels)
  return (
    <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1 rounded-md border border-line bg-surface p-3 text-sm">
      <Fact name="Title">{event.title}</Fact>
      <dt className="text-text-3">Severity</dt>
      <dd className="flex flex-wrap items-center gap-2">
        <SeverityGlyph severity={event.severity} />
        {event.sourceSeverity ? (
          <span className="text-text-3">
            from “<Said>{event.sourceSeverity}</Said>”
            {event.defaulted.includes("severity") ? ", a word the map does not know" : ""}
          </span>
        ) : null}
      </dd>
      <Fact name="State">
        {event.sourceStatus ? `${event.kind}, from “${event.sourceStatus}”` : event.kind}
      </Fact>
      <Fact name="Belongs to">{`${event.discipline.toUpperCase()}, ${event.category}`}</Fact>
      <Fact name="Asset">{event.asset}</Fact>
      <Fact name="Rule">{event.rule}</Fact>
      <Fact name="External id">{event.externalId}</Fact>
      <Fact name="Same problem">{event.dedupeKey.map((part) => part ?? "∅").join(" · ")}</Fact>
      <Fact name="Occurred">{event.occurredAt}</Fact>
      <Fact name="Description">{event.description?.slice(0, 400) ?? null}</Fact>
      <Fact name="Link">{event.url}</Fact>
      <Fact name="Observables">
        {event.observables.map(({ type, value }) => `${type} ${value}`).join(", ")}
      </Fact>
      <Fact name="Techniques">{event.techniques.join(", ")}</Fact>
      <Fact name="Labels">
        {labels
          .slice(0, 12)
          .map(([name, value]) => `${name}=${value}`)
          .join(", ")}
      </Fact>
      <Fact name="Not read">{event.partial.join(", ")}</Fact>
    </dl>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: string | null }) {
  if (children === null || children === "") return null
  return (
    <>
      <dt className="text-text-3">{name}</dt>
      <dd className="min-w-0 break-words">
        <Said>{children}</Said>
      </dd>
    </>
  )
}
