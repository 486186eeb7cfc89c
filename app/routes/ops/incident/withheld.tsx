import { withheldWhy } from "#app/domain/incidents/need-to-know.ts"
import type { ShownClock } from "./clock-line.ts"
import { Clocks } from "./clocks.tsx"
import type { HandoffLine } from "./course-here.server.ts"
import type { IncidentHeading } from "./detail.ts"
import { Handoffs } from "./handoffs.tsx"
import { WithheldHeading } from "./withheld-heading.tsx"

/** An incident for who does not need to know: which one it is, its clocks, and what their team is asked. */
export function Withheld({
  incident,
  clocks,
  handoffs,
  now,
}: {
  readonly incident: IncidentHeading
  readonly clocks: readonly ShownClock[]
  readonly handoffs: readonly HandoffLine[]
  readonly now: number
}) {
  return (
    <div className="mx-auto max-w-[90rem] p-4">
      <WithheldHeading incident={incident} />
      <p role="note" className="mt-4 rounded-lg border border-s3 bg-s3-tint p-3 text-s3-ink">
        {withheldWhy}
      </p>
      <div className="mt-4 grid gap-4 lg:grid-cols-[1fr_18rem]">
        <div className="grid content-start gap-4">
          <Handoffs handoffs={handoffs} now={now} />
          {handoffs.length === 0 ? (
            <p className="rounded-lg border border-line bg-surface p-4 text-text-2">
              Nothing of it is asked of your team.
            </p>
          ) : null}
        </div>
        <div className="grid content-start gap-4">
          <Clocks clocks={clocks} now={now} readsMisses={false} />
        </div>
      </div>
    </div>
  )
}
