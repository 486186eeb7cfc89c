import { useRef } from "react"
import { useFetcher } from "react-router"
import { Button } from "#app/ui/button.tsx"
import { PayloadField } from "#app/ui/field.tsx"
import { EventCard } from "./event-card.tsx"
import type { action } from "./preview.ts"

/** Shows how a payload would be read, before any tool sends one. */
export function TestEvent({ adapter, sample }: { readonly adapter: string; readonly sample: string }) {
  const payload = useRef<HTMLTextAreaElement>(null)
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
          ref={payload}
          rows={6}
          required
          spellCheck={false}
          error={answer?.ok === false ? answer.error.fields["body"] : undefined}
          hint="Read as this source would read it. Nothing is stored."
        />
        <div className="flex flex-wrap gap-2">
          <Button
            onClick={() => {
              if (payload.current) payload.current.value = sample
            }}
          >
            Use an example
          </Button>
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
        <EventCard key={i} event={event} />
      ))}
    </div>
  )
}
