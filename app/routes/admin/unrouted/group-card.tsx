import { Link } from "react-router"
import type { CanonicalEvent } from "#app/domain/ingest/adapter.ts"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { ChoiceField, TextField } from "#app/ui/field.tsx"
import { Said } from "#app/ui/said.tsx"
import { SeverityGlyph } from "#app/ui/severity-glyph.tsx"
import { TimeAgo } from "#app/ui/time-ago.tsx"

type Group = {
  readonly sourceId: string
  readonly sourceName: string
  readonly value: string | null
  readonly ids: readonly string[]
  readonly newest: string
  /** Clients some of these are on their way to, where an earlier try broke off. */
  readonly bound: readonly string[]
  readonly samples: readonly {
    readonly id: string
    readonly receivedAt: string
    readonly event: CanonicalEvent
  }[]
}

/** Waiting events of one source with one value: what they are, and whose they could be. */
export function UnroutedGroupCard({
  group,
  field,
  clients,
  now,
}: {
  readonly group: Group
  readonly field: string
  readonly clients: readonly { readonly id: string; readonly name: string }[]
  readonly now: number
}) {
  const { sourceId, sourceName, value, ids, newest, bound, samples } = group
  const many = ids.length === 1 ? "1 event" : `${ids.length.toLocaleString("en")} events`
  const what = value ?? "no value"
  return (
    <section
      aria-label={`${what}, ${many}`}
      className="grid grid-cols-[minmax(0,1fr)] content-start gap-4 rounded-lg border border-line bg-surface p-4"
    >
      <header>
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h2 className="min-w-0 flex-1 text-lg font-semibold">
            {value === null ? (
              <span className="text-text-2">Without {field.replace(/^labels\./, "label ")}</span>
            ) : (
              <Said>{value}</Said>
            )}
          </h2>
          <span className="tnum text-text-2">{many}</span>
        </div>
        <p className="text-sm text-text-3">
          From{" "}
          <Link to={`/admin/shared?source=${sourceId}`} className="text-link hover:underline">
            <Said>{sourceName}</Said>
          </Link>
          , newest <TimeAgo at={newest} renderedAt={now} />
        </p>
        {bound.length > 0 ? (
          <p className="mt-1 rounded-md bg-s3-tint px-3 py-2 text-s3-ink">
            On the way to {bound.join(", ")}, and interrupted. Assign them there again to finish.
          </p>
        ) : null}
      </header>
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-1">
        {samples.map(({ id, receivedAt, event }) => (
          <li key={id}>
            <details>
              <summary className="flex min-w-0 items-center gap-2 text-sm">
                <SeverityGlyph severity={event.severity} />
                <span className="min-w-0 flex-1 truncate">
                  <Said>{event.title}</Said>
                </span>
                <span className="shrink-0 text-xs text-text-3">
                  <TimeAgo at={receivedAt} renderedAt={now} />
                </span>
              </summary>
              <EventFacts event={event} />
            </details>
          </li>
        ))}
      </ul>
      <ActForm act="assign" fields={{ ids: ids.join(","), source: sourceId, field, value: value ?? "" }}>
        {({ busy, errors }) => (
          <>
            <div className="flex flex-wrap items-end gap-2">
              <ChoiceField
                label="They belong to"
                name="client"
                required
                defaultValue=""
                className="min-w-48 flex-1"
                error={errors["client"]}
              >
                <option value="" disabled>
                  Choose a client
                </option>
                {clients.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </ChoiceField>
              <Button look="primary" type="submit" disabled={busy} aria-label={`Assign ${many} with ${what}`}>
                {busy ? "Assigning …" : `Assign ${many}`}
              </Button>
            </div>
            {value === null ? null : (
              <label className="tap flex items-center gap-2 text-sm">
                <input type="checkbox" name="map" value="1" defaultChecked /> and whatever comes with this
                value from now on
              </label>
            )}
            {errors["map"] ? <p className="text-xs text-s1-ink">{errors["map"]}</p> : null}
          </>
        )}
      </ActForm>
      <details>
        <summary className="text-sm text-text-2">They are nobody's …</summary>
        <ActForm act="dismiss" fields={{ ids: ids.join(",") }} className="mt-2 grid gap-2">
          {({ busy, errors }) => (
            <div className="flex flex-wrap items-end gap-2">
              <TextField
                label="Why"
                name="reason"
                required
                maxLength={500}
                className="min-w-48 flex-1"
                error={errors["reason"]}
              />
              <Button look="danger" type="submit" disabled={busy} aria-label={`Dismiss ${many} with ${what}`}>
                Dismiss {many}
              </Button>
            </div>
          )}
        </ActForm>
      </details>
    </section>
  )
}

/** An event as its client's analysts would see it. */
function EventFacts({ event }: { readonly event: CanonicalEvent }) {
  const facts: readonly (readonly [string, string | null])[] = [
    ["State", event.kind],
    ["Asset", event.asset],
    ["Rule", event.rule],
    ["Category", `${event.category} · ${event.discipline.toUpperCase()}`],
    ["Description", event.description],
    ["Occurred", event.occurredAt],
    ["Observables", event.observables.map(({ type, value }) => `${type} ${value}`).join(", ")],
    ...Object.entries(event.labels).map(([name, value]) => [`label ${name}`, value] as const),
  ]
  return (
    <dl className="mt-1 grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-3 gap-y-1 rounded-md bg-sunken p-3 text-xs [&_dt]:text-text-3">
      {facts
        .filter(([, value]) => value !== null && value !== "")
        .map(([name, value]) => (
          <div key={name} className="contents">
            <dt>
              <Said>{name}</Said>
            </dt>
            <dd className="min-w-0">
              <Said>{value}</Said>
            </dd>
          </div>
        ))}
    </dl>
  )
}
