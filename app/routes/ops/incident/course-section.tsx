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

type Part = { readonly incident: IncidentHeading; readonly course: CourseHere }

/** How the work goes on: on hold or not, and what the other team was asked. */
export function CourseSection({
  incident,
  course,
  mayWork,
  now,
}: Part & {
  /** The incident is open, no candidate, and theirs to work on. */
  readonly mayWork: boolean
  readonly now: number
}) {
  return (
    <>
      {course.hold ? <HoldBanner hold={course.hold} action={actionOf(incident)} mayWork={mayWork} /> : null}
      <Handoffs handoffs={course.handoffs} now={now} />
    </>
  )
}

/** Puts it on hold, or asks the other team: for whoever works on it. */
export function CourseButtons({ incident, course }: Part) {
  const [holding, setHolding] = useState(false)
  const { discipline } = incident
  const isAwaited = course.handoffs.some((handoff) => handoff.state === "requested")
  useHotkeys([{ keys: "h", does: "Put on hold", run: () => setHolding(true) }])
  return (
    <>
      <Button onClick={() => setHolding(true)}>
        {course.hold ? "Wait for something else …" : "Put on hold …"} <Kbd>h</Kbd>
      </Button>
      {isAwaited ? null : (
        <HandoffButton
          team={discipline}
          reasons={reasonCodes[discipline].map((code) => [code, reasonWords[code] ?? code])}
          action={actionOf(incident)}
        />
      )}
      <HoldDialog
        open={holding}
        onClose={() => setHolding(false)}
        action={actionOf(incident)}
        client={visibleText(incident.client.name)}
        course={course}
      />
    </>
  )
}

const actionOf = ({ id }: IncidentHeading) => `/ops/incidents/${id}/course`
