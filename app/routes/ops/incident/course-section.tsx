import { useState } from "react"
import { reasonCodes, reasonWords } from "#app/domain/handoffs/handoff.ts"
import { Button, Kbd } from "#app/ui/button.tsx"
import { useHotkeys } from "#app/ui/hotkeys.ts"
import { visibleText } from "#app/ui/visible-text.ts"
import type { CourseHere } from "./course-here.server.ts"
import type { IncidentHeading } from "./detail.ts"
import { HandoffButton, Handoffs } from "./handoffs.tsx"
import { HoldBanner } from "./hold-banner.tsx"
import { HoldDialog } from "./hold-dialog.tsx"

/** How the work goes on: on hold or not, and what the other team was asked. */
export function CourseSection({
  incident,
  course,
  mayWork,
  now,
}: {
  readonly incident: IncidentHeading
  readonly course: CourseHere
  /** The incident is open, no candidate, and theirs to work on. */
  readonly mayWork: boolean
  readonly now: number
}) {
  const [holding, setHolding] = useState(false)
  const action = `/ops/incidents/${incident.id}/course`
  const { discipline } = incident
  const isAwaited = course.handoffs.some((handoff) => handoff.state === "requested")
  useHotkeys(mayWork ? [{ keys: "h", does: "Put on hold", run: () => setHolding(true) }] : [])
  return (
    <>
      {course.hold ? <HoldBanner hold={course.hold} action={action} mayWork={mayWork} /> : null}
      {mayWork ? (
        <section
          aria-label="Hold or hand off"
          className="flex flex-wrap gap-2 rounded-lg border border-line bg-surface p-4"
        >
          <Button onClick={() => setHolding(true)}>
            {course.hold ? "Wait for something else …" : "Put on hold …"} <Kbd>h</Kbd>
          </Button>
          {isAwaited ? null : (
            <HandoffButton
              team={discipline}
              reasons={reasonCodes[discipline].map((code) => [code, reasonWords[code] ?? code])}
              action={action}
            />
          )}
          <HoldDialog
            open={holding}
            onClose={() => setHolding(false)}
            action={action}
            client={visibleText(incident.client.name)}
            course={course}
          />
        </section>
      ) : null}
      <Handoffs handoffs={course.handoffs} now={now} />
    </>
  )
}
