import { CircleCheck, CirclePause, VolumeX } from "lucide-react"
import type { OwnFeeds as Feeds } from "#app/domain/sources/coverage.server.ts"
import { Said } from "#app/ui/said.tsx"
import { Moment } from "#app/ui/time-ago.tsx"

export function ownFeedsJson({ count, silent, paused }: Feeds) {
  return { count, paused, silent: silent.map(({ name, since }) => ({ name, since: since.toString() })) }
}

/** Whether what watches this client speaks: a silent source is told, for what it watches is not watched. */
export function OwnFeeds({
  feeds: { count, silent, paused },
}: {
  readonly feeds: ReturnType<typeof ownFeedsJson>
}) {
  if (count === 0) return null
  const allSpeak = silent.length === 0 && paused.length === 0
  return (
    <section aria-labelledby="own-feeds" className="mb-8">
      <h2 id="own-feeds" className="mb-3 text-lg font-semibold">
        Sources
      </h2>
      <ul className="grid gap-2 rounded-lg border border-line bg-surface p-4 text-sm">
        {allSpeak ? (
          <li className="flex gap-2 text-done-ink">
            <CircleCheck className="mt-0.5 size-4 shrink-0" aria-hidden="true" /> All speaking
          </li>
        ) : null}
        {silent.map(({ name, since }) => (
          <li key={name} className="flex gap-2">
            <VolumeX className="mt-0.5 size-4 shrink-0 text-s2-ink" aria-hidden="true" />
            <span>
              We receive no data from <Said>{name}</Said> since <Moment at={since} />; we are on it.
            </span>
          </li>
        ))}
        {paused.map((name) => (
          <li key={name} className="flex gap-2 text-text-2">
            <CirclePause className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
            <span>
              <Said>{name}</Said> is paused: it is not watched.
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
