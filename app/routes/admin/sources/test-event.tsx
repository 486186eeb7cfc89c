import { useFetcher } from "react-router"
import { Button } from "#app/ui/button.tsx"
import { PayloadField } from "#app/ui/field.tsx"
import { SeverityGlyph } from "#app/ui/severity-glyph.tsx"
import type { action } from "./preview.ts"

/** Shows how a payload would be read, before any tool sends one. */
export function TestEvent({ adapter }: { readonly adapter: string }) {
  const fetcher = useFetcher<typeof action>()
  const answer = fetcher.data
  return (
    <section className="grid gap-3">
      <h2 className="text-md font-semibold">Try a payload</h2>
      <fetcher.Form method="post" action="/admin/sources/preview" className="grid gap-2">
        <input type="hidden" name="adapter" value={adapter} />
        <PayloadField
          label="Payload"
          name="body"
          rows={6}
          required
          spellCheck={false}
          error={answer?.ok === false ? answer.error.fields["body"] : undefined}
          hint="Read as this source would read it. Nothing is stored."
        />
        <div>
          <Button type="submit" disabled={fetcher.state !== "idle"}>
            {fetcher.state === "idle" ? "Read it" : "Reading …"}
          </Button>
        </div>
      </fetcher.Form>
      <div aria-live="polite">{answer?.ok ? <Reading {...answer.value} /> : null}</div>
    </section>
  )
}

type Reading = Extract<
  Exclude<ReturnType<typeof useFetcher<typeof action>>["data"], undefined>,
  { ok: true }
>["value"]

function Reading({ unreadable, ignored, count, events }: Reading) {
  if (unreadable)
    return (
      <p className="rounded-md bg-s1-tint px-3 py-2 text-s1-ink">
        It would go to quarantine: {unreadable}. Nothing of it would be lost.
      </p>
    )
  if (ignored !== null)
    return <p className="rounded-md bg-sunken px-3 py-2 text-text-2">It would make no alert: {ignored}.</p>
  return (
    <div className="grid gap-2">
      <p className="text-text-2">
        {count} {count === 1 ? "event" : "events"}
        {count > events.length ? `, the first ${events.length} shown` : ""}
      </p>
      {events.map((event, i) => (
        <dl
          key={i}
          className="grid grid-cols-[7rem_1fr] gap-x-3 gap-y-1 rounded-md border border-line bg-surface p-3 text-sm"
        >
          <Fact name="Title">{event.title}</Fact>
          <Fact name="Severity">
            <span className="inline-flex items-center gap-2">
              <SeverityGlyph severity={event.severity} />
              {event.sourceSeverity ? (
                <span className="text-text-3">from “{event.sourceSeverity}”</span>
              ) : null}
            </span>
          </Fact>
          <Fact name="State">{event.kind}</Fact>
          <Fact name="Asset">{event.asset}</Fact>
          <Fact name="External id">{event.externalId}</Fact>
          <Fact name="Occurred">{event.occurredAt}</Fact>
          <Fact name="Observables">
            {event.observables.map(({ type, value }) => `${type} ${value}`).join(", ")}
          </Fact>
          <Fact name="Techniques">{event.techniques.join(", ")}</Fact>
          <Fact name="Not read">{event.partial.join(", ")}</Fact>
        </dl>
      ))}
    </div>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  if (children === null || children === "") return null
  return (
    <>
      <dt className="text-text-3">{name}</dt>
      <dd className="min-w-0 break-words">
        <bdi>{children}</bdi>
      </dd>
    </>
  )
}
