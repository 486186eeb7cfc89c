import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"
import { SeverityGlyph } from "#app/ui/severity-glyph.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import type { Severity } from "#app/domain/alerts/severity.ts"

export type Entry = {
  readonly id: string
  readonly at: string
  readonly kind: string
  readonly by: string
  readonly note: string | null
  readonly until: string | null
}
export type Sighting = {
  readonly key: string
  readonly severity: Severity
  readonly title: string
  readonly effect: string
  readonly receivedAt: string
}

const entryWords: Readonly<Record<string, string>> = {
  opened: "reported it",
  reported: "reported it itself, after a replay",
  raised: "found it worse",
  lowered: "found it less bad",
  fixed: "has it as fixed",
  mitigated: "has it as mitigated",
  false_positive: "has it as a false positive",
  reopened: "opened it again",
  "acceptance-asked": "asked to accept the risk",
  "acceptance-refused": "refused to accept the risk",
  "acceptance-withdrawn": "took back the wish to accept the risk",
  accepted: "accepted the risk",
  "acceptance-over": "brought it back: the acceptance is over",
  planned: "planned a change",
  "plan-dropped": "dropped the planned change",
  "plan-over": "ended the plan: its day has come",
  incident: "opened an incident because of it",
  exploited: "opened an incident: it is being exploited",
}

const effectWords: Readonly<Record<string, string>> = {
  opened: "new",
  repeat: "again",
  exact: "identical",
  late: "from before the fix",
  "out-of-order": "out of order",
  "already-settled": "settled already",
}

/** What people and the scanner did with it, newest first. */
export function History({ entries }: { readonly entries: readonly Entry[] }) {
  return (
    <Section title="History">
      <ol className="grid gap-2 text-sm">
        {entries.map(({ id, at, kind, by, note, until }) => (
          <li key={id} className="min-w-0">
            <Said>{by}</Said> {entryWords[kind] ?? kind}
            {until ? (
              <>
                {" "}
                until <Moment at={until} />
              </>
            ) : null}
            {note ? (
              <>
                : <Said>{note}</Said>
              </>
            ) : null}{" "}
            <span className="text-xs text-text-3">
              <Moment at={at} />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** The signals that told of it, newest first. */
export function Sightings({
  sightings,
  count,
}: {
  readonly sightings: readonly Sighting[]
  readonly count: number
}) {
  return (
    <Section
      title="Sightings"
      {...(count > sightings.length ? { intro: `The newest ${sightings.length}.` } : {})}
    >
      <ol className="grid gap-1 text-sm">
        {sightings.map(({ key, severity, title, effect, receivedAt }) => (
          <li key={key} className="flex flex-wrap items-center gap-x-2">
            <SeverityGlyph severity={severity} /> <Said>{title}</Said>{" "}
            <span className="text-text-2">{effectWords[effect] ?? effect}</span>
            <span className="text-xs text-text-3">
              <Moment at={receivedAt} />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}
