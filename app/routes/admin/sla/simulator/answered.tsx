import { ClockPicture } from "#app/ui/clock-picture.tsx"
import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"
import type { Simulated } from "./simulate.ts"

/** When a clock would be due, why, and every step on the way. */
export function Answered({ answer }: { readonly answer: Simulated | null }) {
  if (!answer)
    return (
      <p className="text-text-2">
        Choose a policy and a start to see when the clock would be due, through closed hours, holidays and
        changes of the clocks.
      </p>
    )
  if (answer.kind === "none") return <p className="text-text-2">{answer.says}</p>
  const { dueAt, atRiskAt, zone, sentence, segments, marks, steps, more } = answer
  return (
    <div className="grid min-w-0 content-start gap-4" aria-live="polite">
      <Section title={dueAt ? `Due ${dueAt}` : "Never due"}>
        <p className="text-xs text-text-3">
          {zone}
          {atRiskAt ? ` · at risk from ${atRiskAt}` : ""}
        </p>
        <ClockPicture segments={segments} marks={marks} isBreached={false} label={sentence} />
        <p>
          <Said>{sentence}</Said>
        </p>
      </Section>
      {steps.length > 0 ? (
        <Section title="Step by step">
          <ol className="grid gap-2">
            {steps.map((step, i) => (
              <li
                key={i}
                className="grid gap-x-4 border-b border-line pb-2 text-sm sm:grid-cols-[minmax(0,1fr)_auto]"
              >
                <span className="tnum text-xs text-text-3 sm:col-span-2">
                  {step.from} to {step.to}
                </span>
                <span className={step.counts ? "font-medium" : "text-text-2"}>
                  <Said>{step.says}</Said>
                  {step.clocks ? <span className="block text-xs text-s3-ink">{step.clocks}</span> : null}
                </span>
                <span className="tnum text-text-2">
                  {step.total} of {answer.target}
                </span>
              </li>
            ))}
          </ol>
          {more > 0 ? <p className="text-xs text-text-3">and {more} more steps to the deadline</p> : null}
        </Section>
      ) : null}
    </div>
  )
}
