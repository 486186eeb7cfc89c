import { useEffect, useRef, useState } from "react"
import { isContainment } from "#app/domain/handoffs/containment.ts"
import { reasonCodes, reasonWords } from "#app/domain/handoffs/handoff.ts"
import { Button, Kbd } from "#app/ui/button.tsx"
import { useHotkeys } from "#app/ui/hotkeys.ts"
import { useToasts } from "#app/ui/toast.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import type { CourseHere } from "./course-here.server.ts"
import type { IncidentHeading } from "./detail.ts"
import { HandoffButton } from "./handoff-button.tsx"
import { HoldBanner } from "./hold-banner.tsx"
import { HoldDialog } from "./hold-dialog.tsx"
import { RestrictButton } from "./restriction.tsx"

type Part = { readonly incident: IncidentHeading; readonly course: CourseHere }

/** What is to be known first of an incident on hold, or of one whose handoff waits for this person's team. */
export function CourseBanners({
  incident,
  course,
  mayWork,
}: Part & {
  /** The incident is open, no candidate, and theirs to work on. */
  readonly mayWork: boolean
}) {
  useEndOfHold(course.hold !== null)
  const asked = course.handoffs.find(({ state, mayAnswer }) => state === "requested" && mayAnswer)
  if (!course.hold && !asked) return null
  return (
    <>
      {course.hold ? <HoldBanner hold={course.hold} action={actionOf(incident)} mayWork={mayWork} /> : null}
      {asked ? (
        <p className="mt-4 rounded-lg border border-s3 bg-s3-tint p-3 text-s3-ink lg:hidden">
          The {asked.fromTeam.toUpperCase()} asks the {asked.toTeam.toUpperCase()}: {asked.reason}.{" "}
          <a href="#handoffs" className="tap inline-flex items-center font-medium underline">
            To the answer
          </a>
        </p>
      ) : null}
    </>
  )
}

/** Says when a hold ends, whoever ended it: its banner is gone by then. */
function useEndOfHold(isHeld: boolean): void {
  const { show } = useToasts()
  const was = useRef(isHeld)
  useEffect(() => {
    if (was.current && !isHeld) show({ text: "Off hold. Its clocks go on." })
    was.current = isHeld
  }, [isHeld, show])
}

/** Puts it on hold, or asks the other team: for whoever works on it. */
export function CourseButtons({
  incident,
  course,
  mayRestrict,
}: Part & {
  /** They are of the SOC here. */
  readonly mayRestrict: boolean
}) {
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
          reasons={reasonCodes[discipline].map((code) => ({
            ...{ code, words: reasonWords[code] ?? code },
            contains: isContainment({ reasonCode: code }),
          }))}
          staysOurs={incident.restriction !== null}
          action={actionOf(incident)}
        />
      )}
      {mayRestrict && discipline === "soc" && incident.flavour === "security" && !incident.restriction ? (
        <RestrictButton incident={incident} />
      ) : null}
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
