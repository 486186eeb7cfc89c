import { EventCard } from "../event-card.tsx"
import type { MappingPreview } from "./preview.server.ts"

/** The chosen payload, and beside it what the mapping makes of it. */
export function MappedPreview({ preview }: { readonly preview: MappingPreview | null }) {
  if (!preview) return <p className="text-text-2">Reading …</p>
  const { unreadable, count, events, payload, isReady } = preview
  return (
    <div className="grid gap-3">
      <p
        aria-live="polite"
        className={unreadable ? "rounded-md bg-s1-tint px-3 py-2 text-s1-ink" : "text-text-2"}
      >
        {unreadable
          ? `It would go to quarantine: ${unreadable}.`
          : isReady
            ? summary(count, events.length)
            : "Some fields are not right yet."}
      </p>
      {events.map(({ event, item }, i) => (
        <div key={i} className="grid gap-2">
          <EventCard event={event} />
          {events.length > 1 || count > 1 ? <Raw title={`Event ${i + 1} as it came`} text={item} /> : null}
        </div>
      ))}
      <Raw title="The payload" text={payload} open />
    </div>
  )
}

function summary(count: number, shown: number): string {
  if (count === 0) return "The mapping finds no event in it."
  return `${count} ${count === 1 ? "event" : "events"}${count > shown ? `, the first ${shown} shown` : ""}`
}

function Raw({
  title,
  text,
  open = false,
}: {
  readonly title: string
  readonly text: string
  readonly open?: boolean
}) {
  return (
    <details open={open} className="rounded-md border border-line">
      <summary className="cursor-pointer px-3 py-2 text-sm font-medium">{title}</summary>
      <pre
        tabIndex={0}
        aria-label={title}
        className="max-h-80 overflow-auto border-t border-line bg-sunken p-3 font-mono text-xs break-all whitespace-pre-wrap"
      >
        {text}
      </pre>
    </details>
  )
}
