import { ArrowLeft } from "lucide-react"
import { Link } from "react-router"
import { withPortfolio } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { ClockPicture } from "#app/ui/clock-picture.tsx"
import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import { CorrectedNote } from "../incident/corrected-note.tsx"
import { CorrectionForm } from "./correction-form.tsx"
import { CorrectionHistory } from "./correction-history.tsx"
import { performStop, stopScreen } from "./stop.server.ts"
import type { Route } from "./+types/stop"

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `Stop of ${visibleText(loaderData?.reference ?? "a clock")} · SLA · Watchfloor` },
]

export function loader({ request, params }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const id = parseId("clock", params.clockId)
    return withPortfolio(person, ["sla.read", "clients.read"], (t) => stopScreen(t, person, id))
  })
}

export function action({ request, params }: Route.ActionArgs) {
  return onAction(async () =>
    performStop(await requireStaff(request), parseId("clock", params.clockId), await readForm(request)),
  )
}

/** Where a clock stopped, and putting it where it belongs: asked by one, approved by another. */
export default function StopOfClock({ loaderData }: Route.ComponentProps) {
  const { metric, reference, title, client, to, stop, clock, isMissed, corrections } = loaderData
  const isWaiting = corrections.some(({ state }) => state === "requested")
  return (
    <div className="mx-auto grid max-w-4xl gap-4 p-4 pb-12">
      <div>
        <Link to="/ops/sla" className="tap inline-flex items-center gap-1 text-sm text-link hover:underline">
          <ArrowLeft className="size-4" aria-hidden="true" /> SLA
        </Link>
        <h1 className="mt-1 text-xl font-semibold">
          Stop of the {metric} of {reference}
        </h1>
        <p className="text-text-2">
          <Link to={to} className="text-link hover:underline">
            {title === "" ? "The record" : <Said>{title}</Said>}
          </Link>{" "}
          · <Said>{client}</Said>
        </p>
      </div>
      <Section title="Where it stopped">
        {stop ? (
          <p>
            Counted from <Moment at={stop.at} />, {isMissed ? "missed" : "in time"}.
          </p>
        ) : (
          <p>This clock has no stop that could be moved. Note what stops it first.</p>
        )}
        {clock ? (
          <>
            <ClockPicture
              segments={clock.segments}
              marks={clock.marks}
              isBreached={clock.isBreached}
              label={`${Math.round((clock.elapsedSeconds / clock.targetSeconds) * 100)} % of the target used`}
            />
            <p className="text-text-2">{clock.why}</p>
            {clock.correction ? <CorrectedNote correction={clock.correction} /> : null}
          </>
        ) : null}
      </Section>
      <Section
        title="Put where it belongs"
        intro="For what was noted late, such as a call, or for a stop that was none. Approved, the clocks are worked out anew and an outcome may change; mails that were sent stay sent."
      >
        <CorrectionHistory
          corrections={corrections}
          decidable={loaderData.decidable}
          mayApprove={loaderData.mayApprove}
          wouldBe={loaderData.wouldBe}
        />
        {loaderData.mayAsk && stop && !isWaiting ? (
          <CorrectionForm
            recorded={stop.onWall}
            earliest={loaderData.wallStart}
            latest={loaderData.wallNow}
            timeZone={loaderData.timeZone}
            isShared={loaderData.isShared}
          />
        ) : null}
      </Section>
    </div>
  )
}
