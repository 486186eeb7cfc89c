import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"
import { StepsProgress } from "#app/ui/steps-progress.tsx"
import { TimeAgo } from "#app/ui/time-ago.tsx"
import type { Steps } from "#app/ui/use-steps.ts"
import type { action } from "./simulate.ts"

type Answer = Extract<Awaited<ReturnType<typeof action>>, { readonly ok: true }>
export type SimulationFacts = Answer["value"]

/** What a list of rules would have made of the last week, beside what there is. */
export function SimulationResult({
  steps,
  simulation,
  empty,
}: {
  readonly steps: Steps
  /** Of the turns so far. */
  readonly simulation: SimulationFacts | null
  readonly empty: string
}) {
  return (
    <Section title="On the last 7 days">
      <div className="grid gap-4">
        <StepsProgress
          steps={steps}
          label="Replaying alerts through the rules"
          done={simulation?.alerts}
          total={simulation?.total}
          things="alerts"
        />
        {!steps.isGoing && !simulation ? <p className="text-text-2">{empty}</p> : null}
        {simulation ? <Facts of={simulation} /> : null}
      </div>
    </Section>
  )
}

function Facts({ of }: { readonly of: SimulationFacts }) {
  if (of.alerts === 0) return <p className="text-text-2">No alert came in the last 7 days.</p>
  const figures: [string, string][] = [
    ["Incidents it would have made", of.incidents.toLocaleString("en")],
    ["Candidates", of.candidates.toLocaleString("en")],
    ...(of.saved
      ? [["Incidents by the saved list", of.saved.incidents.toLocaleString("en")] satisfies [string, string]]
      : []),
    ["Incidents there are of these alerts", of.actual.toLocaleString("en")],
    ["Alerts in an incident, on average", of.perIncident.toFixed(1)],
    ["Alerts looked at", of.alerts.toLocaleString("en")],
    ["Waiting for others", of.waiting.toLocaleString("en")],
    ["In no incident", of.unmatched.toLocaleString("en")],
    ["Left out: suppressed, information, being learnt", of.leftOut.toLocaleString("en")],
  ]
  return (
    <>
      {of.next === null && of.alerts < of.total ? (
        <p role="status" className="rounded-md border border-s3 bg-s3-tint px-3 py-2 text-s3-ink">
          There is room for the first {of.alerts.toLocaleString("en")} of {of.total.toLocaleString("en")}{" "}
          alerts: the figures are of those alone. Choose one client for a whole picture.
        </p>
      ) : null}
      <dl className="grid gap-x-4 gap-y-1 text-sm">
        {figures.map(([label, figure]) => (
          <div key={label} className="flex justify-between gap-4 border-b border-line py-1">
            <dt className="text-text-2">{label}</dt>
            <dd className="tnum font-medium">{figure}</dd>
          </div>
        ))}
      </dl>
      <div className="grid gap-1">
        <h3 className="text-sm font-medium">By rule</h3>
        <ul className="grid gap-1 text-sm">
          {of.rules.map(({ rule, incidents, alerts }) => (
            <li key={rule} className="flex justify-between gap-4">
              <span className="min-w-0 text-text-2">
                <Said>{rule}</Said>
              </span>
              <span className="tnum shrink-0">
                {incidents.toLocaleString("en")} of {alerts.toLocaleString("en")}{" "}
                {alerts === 1 ? "alert" : "alerts"}
              </span>
            </li>
          ))}
        </ul>
      </div>
      <div className="grid gap-2">
        <h3 className="text-sm font-medium">The largest</h3>
        {of.largest.length === 0 ? (
          <p className="text-sm text-text-2">No two alerts would share an incident.</p>
        ) : null}
        <ol className="grid gap-2">
          {of.largest.map((group, i) => (
            <Group key={i} group={group} now={of.now} />
          ))}
        </ol>
      </div>
    </>
  )
}

function Group({ group, now }: { readonly group: SimulationFacts["largest"][number]; readonly now: number }) {
  return (
    <li className="rounded-md border border-line px-3 py-2">
      <details>
        <summary className="cursor-pointer">
          <span className="font-medium">
            <Said>{group.title}</Said>
          </span>
          <span className="block text-xs text-text-3">
            <Said>{group.client}</Said> · {group.alerts} alerts in {spanOf(group.minutes)}
            {group.isCandidate ? " · candidate" : ""} · <TimeAgo at={group.openedAt} renderedAt={now} /> ·{" "}
            <Said>{group.rule}</Said>
          </span>
        </summary>
        <ul className="mt-2 grid gap-1 border-t border-line pt-2 text-sm">
          {group.examples.map((example, i) => (
            <li key={i}>
              <Said>{example.title}</Said>
              <span className="block text-xs text-text-3">
                <Said>{example.asset ?? "no asset"}</Said> · <TimeAgo at={example.at} renderedAt={now} />
              </span>
            </li>
          ))}
          {group.alerts > group.examples.length ? (
            <li className="text-xs text-text-3">and {group.alerts - group.examples.length} more</li>
          ) : null}
        </ul>
      </details>
    </li>
  )
}

function spanOf(minutes: number): string {
  if (minutes < 1) return "under a minute"
  return minutes < 120 ? `${Math.round(minutes)} min` : `${Math.round(minutes / 60)} h`
}
