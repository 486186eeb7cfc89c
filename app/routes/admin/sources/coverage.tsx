import { Moment } from "#app/ui/time-ago.tsx"
import { Section } from "#app/ui/section.tsx"
import { periodText } from "./expected.ts"
import type { readCoverage } from "./listening.server.ts"

type Props = { readonly coverage: Awaited<ReturnType<typeof readCoverage>> }

/** How often a source is expected, and since when it has been silent. */
export function Expected({
  source: { expectedEverySeconds, silentSince },
}: {
  readonly source: { readonly expectedEverySeconds: number | null; readonly silentSince: string | null }
}) {
  if (expectedEverySeconds === null) return "silence means nothing"
  return (
    <>
      every {periodText(expectedEverySeconds)}
      {silentSince ? (
        <span className="block text-s2-ink">
          silent since <Moment at={silentSince} />
        </span>
      ) : null}
    </>
  )
}

/** The last thirty days of a source: which were watched, and when it was silent. */
export function Coverage({ coverage }: Props) {
  if (!coverage) return null
  const { percent, days, spans, isNew } = coverage
  const time = isNew ? "the time since it was added" : "the last 30 days"
  return (
    <Section
      title="Coverage"
      {...(percent === null ? {} : { intro: `Watched ${percentText(percent)} of ${time}.` })}
    >
      <div role="img" aria-label={summary(days)} className="flex h-8 gap-0.5">
        {days.map(({ day, percent: share }) => (
          <span
            key={day}
            title={`${day}: ${share === null ? "not yet added" : percentText(share)}`}
            className={`min-w-0 flex-1 overflow-hidden rounded-sm ${share === null ? "bg-sunken" : "bg-s2"}`}
          >
            {share === null ? null : (
              <svg viewBox="0 0 1 100" preserveAspectRatio="none" className="h-full w-full">
                <rect y={100 - share} width="1" height={share} fill="var(--c-done)" />
              </svg>
            )}
          </span>
        ))}
      </div>
      <div className="flex justify-between text-xs text-text-3">
        <span>30 days ago</span>
        <span>today (UTC)</span>
      </div>
      {spans.length === 0 ? (
        <p className="text-text-2">No silence in this time.</p>
      ) : (
        <ul className="grid gap-1 text-sm">
          {spans.map((span) => (
            <li key={span.from}>
              not watched <Moment at={span.from} /> to {span.to ? <Moment at={span.to} /> : "now"}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** Never rounded up to all of it. */
const percentText = (percent: number) => `${percent === 100 ? "100" : Math.min(99.9, percent).toFixed(1)} %`

function summary(days: NonNullable<Props["coverage"]>["days"]): string {
  const missed = days.filter(({ percent }) => percent !== null && percent < 100)
  if (missed.length === 0) return "Every day of the last 30 was watched."
  return `Not wholly watched: ${missed.map(({ day, percent }) => `${day} (${percentText(percent ?? 0)})`).join(", ")}.`
}
