import { Link } from "react-router"
import { defang } from "#app/domain/alerts/defang.ts"
import { SeverityGlyph } from "#app/ui/severity-glyph.tsx"
import { SlaClock } from "#app/ui/sla-clock.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import { Said } from "#app/ui/said.tsx"
import { statusWord } from "../queue/row.ts"
import type { AlertDetail } from "./detail.ts"
import { flagWord, OverflowSample, sightings } from "./sightings.tsx"

/** Everything known of an alert, for the peek and the page. What the tool sent is shown as text, never as markup. */
export function AlertFacts({ alert, now }: { readonly alert: AlertDetail; readonly now: number }) {
  return (
    <div className="grid gap-4">
      <header className="grid gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <SeverityGlyph severity={alert.severity} withWord />
          <SlaClock dueAt={alert.dueAt} startedAt={alert.firstSeenAt} renderedAt={now} />
          <span className="rounded-full border border-line px-2 text-xs">{statusWord(alert)}</span>
          {alert.flags.map((flag) => (
            <span key={flag} className="rounded-full bg-s3-tint px-2 text-xs text-s3-ink">
              {flagWord(flag)}
            </span>
          ))}
        </div>
        <h2 className="text-lg font-semibold [overflow-wrap:anywhere]">
          <Said>{alert.title}</Said>
        </h2>
        {alert.description ? (
          <p className="max-h-60 overflow-y-auto text-text-2 [overflow-wrap:anywhere] whitespace-pre-wrap">
            <Said>{alert.description}</Said>
          </p>
        ) : null}
      </header>
      <dl className="grid grid-cols-[8rem_1fr] gap-x-3 gap-y-1.5 text-sm [&_dd]:[overflow-wrap:anywhere] [&_dt]:text-text-3">
        <Fact name="Client">
          <Said>{alert.client.name}</Said> ({alert.client.code})
        </Fact>
        <Fact name="Source">
          <Said>{alert.source.name}</Said> · {alert.source.adapter}
        </Fact>
        <Fact name="Asset">{alert.asset}</Fact>
        <Fact name="Rule">{alert.rule}</Fact>
        <Fact name="External id">{alert.externalId}</Fact>
        <Fact name="Their severity">{alert.sourceSeverity}</Fact>
        <Fact name="Category">{`${alert.category} · ${alert.discipline.toUpperCase()}`}</Fact>
        <Fact name="Condition">{alert.condition}</Fact>
        <Fact name="Occurred">{alert.occurredAt ? <Moment at={alert.occurredAt} /> : null}</Fact>
        <Fact name="First seen">
          <Moment at={alert.firstSeenAt} />
        </Fact>
        <Fact name="Last seen">
          <Moment at={alert.lastSeenAt} />
        </Fact>
        <Fact name="Signals">{sightings(alert)}</Fact>
        <Fact name="Before">
          {alert.falsePositives > 0
            ? `closed as a false positive or accepted ${alert.falsePositives} ${alert.falsePositives === 1 ? "time" : "times"} before`
            : null}
        </Fact>
        <Fact name="Flapping since">{alert.flappingSince ? <Moment at={alert.flappingSince} /> : null}</Fact>
        <Fact name="Assignee">{alert.assignee?.name ?? null}</Fact>
        <Fact name="Incident">
          {alert.incident ? (
            <Link className="text-link hover:underline" to={`/ops/incidents/${alert.incident.id}`}>
              {alert.incident.reference}
            </Link>
          ) : null}
        </Fact>
        <Fact name="Closed as">
          {alert.disposition
            ? `${alert.disposition.replaceAll(/[._]/g, " ")}${alert.closeComment ? `: ${alert.closeComment}` : ""}`
            : null}
        </Fact>
        <Fact name="Techniques">{alert.techniques.join(", ") || null}</Fact>
        <Fact name="Link">
          {alert.url ? (
            <a
              className="text-link hover:underline"
              href={alert.url}
              target="_blank"
              rel="noopener noreferrer nofollow"
            >
              In the tool
            </a>
          ) : null}
        </Fact>
      </dl>
      {alert.isOverflow ? <OverflowSample labels={alert.labels} count={alert.count} /> : null}
      {alert.observables.length > 0 ? (
        <section aria-label="Observables">
          <h3 className="mb-1 text-xs font-medium text-text-3">Observables</h3>
          <ul className="grid gap-1 font-mono text-xs">
            {alert.observables.map(({ type, value }) => (
              <li key={type + value} className="flex gap-2 [overflow-wrap:anywhere]">
                <span className="w-14 shrink-0 text-text-3">{type}</span> <Said>{defang(type, value)}</Said>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {alert.isOverflow ? null : (
        <details>
          <summary className="text-xs font-medium text-text-3">
            Labels ({Object.keys(alert.labels).length})
          </summary>
          <dl className="mt-1 grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-3 gap-y-0.5 font-mono text-xs [&_dd]:[overflow-wrap:anywhere] [&_dt]:text-text-3">
            {Object.entries(alert.labels).map(([name, value]) => (
              <Fact key={name} name={name}>
                {value}
              </Fact>
            ))}
          </dl>
        </details>
      )}
    </div>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  if (children === null || children === "") return null
  return (
    <>
      <dt>
        <Said>{name}</Said>
      </dt>
      <dd>{typeof children === "string" ? <Said>{children}</Said> : children}</dd>
    </>
  )
}
