type Segment = {
  readonly kind: "running" | "closed" | "paused"
  readonly from: number
  readonly to: number
  readonly isForecast: boolean
}
type Mark = { readonly kind: string; readonly at: number; readonly by?: number }

const fills: Record<Segment["kind"], string> = {
  running: "var(--c-s4)",
  closed: "var(--c-sunken)",
  paused: "url(#clock-paused)",
}
const marksShown: Readonly<Record<string, { readonly color: string; readonly word: string }>> = {
  due: { color: "var(--c-text)", word: "due" },
  at_risk: { color: "var(--c-s3)", word: "at risk" },
  level: { color: "var(--c-chart-2)", word: "level" },
  breach: { color: "var(--c-s1)", word: "breached" },
  retarget: { color: "var(--c-new)", word: "new target" },
  clock_change: { color: "var(--c-chart-3)", word: "clocks change" },
  end: { color: "var(--c-done)", word: "ended" },
  recorded: { color: "var(--c-chart-4)", word: "recorded" },
}

/** A clock's life as a line: what counted, what did not, and what is to come. The sentence beside it says the same in words. */
export function ClockPicture({
  segments,
  marks,
  isBreached,
  label,
}: {
  readonly segments: readonly Segment[]
  readonly marks: readonly Mark[]
  readonly isBreached: boolean
  readonly label: string
}) {
  const [first] = segments
  const last = segments.at(-1)
  if (!first || !last) return null
  const from = first.from
  // Up to the deadline, and to where its stop was recorded, also where the clock ended before it.
  const beyond = marks.filter((mark) => mark.kind === "due" || mark.kind === "recorded")
  const until = Math.max(last.to, ...beyond.map((mark) => mark.at))
  const length = Math.max(1, until - from)
  const x = (at: number) => Math.min(100, Math.max(0, ((at - from) / length) * 100))
  const shown = marks.filter((mark) => marksShown[mark.kind] && mark.at >= from && mark.at <= until)
  return (
    <figure className="grid gap-1">
      <svg
        viewBox="0 0 100 10"
        preserveAspectRatio="none"
        className="h-4 w-full"
        role="img"
        aria-label={label}
      >
        <defs>
          <pattern id="clock-paused" width="1.2" height="3" patternUnits="userSpaceOnUse">
            <rect width="0.6" height="3" fill="var(--c-s3)" />
          </pattern>
        </defs>
        {segments.map((s) => (
          <rect
            key={s.from}
            x={x(s.from)}
            y={s.kind === "closed" ? 4.4 : 3}
            width={Math.max(0.15, x(s.to) - x(s.from))}
            height={s.kind === "closed" ? 1.2 : 4}
            fill={s.kind === "running" && isBreached && !s.isForecast ? "var(--c-s1)" : fills[s.kind]}
            opacity={s.isForecast ? 0.35 : 1}
          />
        ))}
        {shown.map((mark) => (
          <line
            key={`${mark.kind} ${mark.at}`}
            x1={x(mark.at)}
            x2={x(mark.at)}
            y1="0.5"
            y2="9.5"
            stroke={marksShown[mark.kind]?.color}
            strokeWidth="2"
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
      {shown.length > 0 ? (
        <figcaption className="flex flex-wrap gap-x-3 text-xs text-text-3">
          {[...new Set(shown.map((mark) => mark.kind))].map((kind) => (
            <span key={kind} className="inline-flex items-center gap-1">
              <svg aria-hidden="true" viewBox="0 0 2 10" className="h-2.5 w-0.5">
                <rect width="2" height="10" fill={marksShown[kind]?.color} />
              </svg>
              {marksShown[kind]?.word}
            </span>
          ))}
        </figcaption>
      ) : null}
    </figure>
  )
}
