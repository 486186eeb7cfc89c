import { Said } from "#app/ui/said.tsx"
import type { AlertDetail } from "./detail.ts"

const flagWords: Readonly<Record<string, string>> = {
  "degraded-fingerprint": "degraded: lacked a field of its recipe",
  "out-of-order": "out of order",
  learning: "learning: no clock yet",
  skewed: "clock off",
  partial: "partly read",
  stale: "stale: not repeated in time",
}

/** A mark of an alert in words for people. */
export function flagWord(flag: string): string {
  return flagWords[flag] ?? flag
}

const effectWords: Readonly<Record<string, string>> = {
  exact: "identical",
  repeat: "again",
  overflow: "of the storm",
  "out-of-order": "out of order",
  "already-closed": "after the close",
}

/** What a signal did, beside its kind. */
export function effectWord(effect: string): string {
  return effectWords[effect] ?? effect
}

/** How often it was seen, how many of the sightings were identical, and in how many episodes. */
export function sightings({ count, exactDupes, episode }: AlertDetail): string {
  const n = (value: number) => value.toLocaleString("en")
  return [
    n(count),
    ...(exactDupes > 0 ? [`${n(exactDupes)} of them identical`] : []),
    ...(episode > 1 ? [`opened ${episode} times`] : []),
  ].join(", ")
}

/** Some of what a storm's alert gathered: the first, then one in ten, in a hundred, in a thousand. */
export function OverflowSample({
  labels,
  count,
}: {
  readonly labels: AlertDetail["labels"]
  readonly count: number
}) {
  const sample = Object.entries(labels).flatMap(([name, text]) => {
    const nth = /^sample\.(\d+)$/.exec(name)?.[1]
    return nth ? [{ nth: Number(nth), text }] : []
  })
  return (
    <section aria-label="What the storm brought">
      <h3 className="mb-1 text-xs font-medium text-text-3">
        {sample.length} of {count.toLocaleString("en")} gathered here
      </h3>
      <ol className="grid gap-1 text-xs">
        {sample
          .sort((a, b) => a.nth - b.nth)
          .map(({ nth, text }) => (
            <li key={nth} className="flex gap-2 [overflow-wrap:anywhere]">
              <span className="tnum w-14 shrink-0 text-text-3">{nth.toLocaleString("en")}</span>{" "}
              <Said>{text}</Said>
            </li>
          ))}
      </ol>
    </section>
  )
}
