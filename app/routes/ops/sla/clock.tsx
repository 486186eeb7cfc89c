import { ArrowLeft } from "lucide-react"
import { Link } from "react-router"
import { permissionsAt } from "#app/auth/access.ts"
import { withPortfolio } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { readClient } from "#app/domain/clients/read.server.ts"
import { readMiss } from "#app/domain/sla/attainment/misses.server.ts"
import { listClocks } from "#app/domain/sla/record/read.server.ts"
import { subjectOf } from "#app/domain/sla/record/subject.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { ClockPicture } from "#app/ui/clock-picture.tsx"
import { span } from "#app/ui/clock-text.ts"
import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import { clockOf } from "../incident/clock-line.ts"
import { ExclusionHistory } from "./exclusion-history.tsx"
import { missRow, standing } from "./miss-row.ts"
import { overText } from "./miss-list.tsx"
import { perform } from "./perform.server.ts"
import { ReasonSection } from "./reason-section.tsx"
import { RequestForm } from "./request-form.tsx"
import type { Route } from "./+types/clock"

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${visibleText(loaderData?.miss.reference ?? "Breach")} · SLA · Watchfloor` },
]

export function loader({ request, params }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const id = parseId("clock", params.clockId)
    return withPortfolio(person, ["sla.read", "clients.read"], async (t) => {
      const miss = await readMiss(t, id)
      const client = await readClient(t, miss.tenantId)
      const clock = (await listClocks(t, miss.tenantId, subjectOf(miss))).find((one) => one.id === id)
      const held = permissionsAt(person, miss.tenantId)
      const isOwn = miss.ownerId === person.userId
      return {
        miss: missRow(miss, client),
        clock: clock ? clockOf(clock, t.now) : null,
        mayAsk: held.has("sla.exclude"),
        /** Of these exclusions this person may decide: not of what they asked or own. */
        decidable:
          held.has("sla.approve") && !isOwn
            ? miss.exclusions.filter((e) => e.requestedBy !== person.userId).map((e) => e.id)
            : [],
        mayApprove: held.has("sla.approve"),
      }
    })
  })
}

export function action({ request, params }: Route.ActionArgs) {
  return onAction(async () =>
    perform(await requireStaff(request), parseId("clock", params.clockId), await readForm(request)),
  )
}

/** One missed promise: why it was due then, what was asked to be left out of it, and what became of that. */
export default function MissedClock({ loaderData }: Route.ComponentProps) {
  const { miss, clock, mayAsk, mayApprove, decidable } = loaderData
  const { text, tone } = standing(miss)
  const isWaiting = miss.exclusions.some((exclusion) => exclusion.state === "requested")
  return (
    <div className="mx-auto grid max-w-4xl gap-4 p-4 pb-12">
      <div>
        <Link to="/ops/sla" className="tap inline-flex items-center gap-1 text-sm text-link hover:underline">
          <ArrowLeft className="size-4" aria-hidden="true" /> SLA
        </Link>
        <h1 className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-xl font-semibold">
          <span className="inline-block first-letter:uppercase">
            {miss.metric} of {miss.whatKind ?? miss.reference}
          </span>
          <span className={`rounded-full px-2.5 text-xs font-normal ${tone}`}>{text}</span>
        </h1>
        <p className="text-text-2">
          <Link to={miss.to} className="text-link hover:underline">
            <Said>{miss.title}</Said>
          </Link>{" "}
          · <Said>{miss.client}</Said>
        </p>
      </div>
      <Section title="Why it is a breach">
        <p>
          P{miss.priority}, target {span(miss.targetSeconds)}, breached <Moment at={miss.breachedAt} />,{" "}
          {overText(miss)}. {miss.isShared ? "The client knows of it." : "The client was not told of it."}
        </p>
        {clock ? (
          <>
            <ClockPicture
              segments={clock.segments}
              marks={clock.marks}
              isBreached
              label={`${Math.round((clock.elapsedSeconds / clock.targetSeconds) * 100)} % of the target used`}
            />
            <p className="text-text-2">{clock.why}</p>
            {clock.levels === "" ? null : <p className="text-text-2">{clock.levels}</p>}
            {clock.hasStopped ? (
              <Link to="stop" className="tap inline-flex w-fit items-center text-link hover:underline">
                Correct the stop …
              </Link>
            ) : null}
          </>
        ) : null}
      </Section>
      <ReasonSection reason={miss.reason} mayNote={mayAsk} />
      <Section
        title="Left out of the result"
        intro="The clock stays as it ended. What is approved is left out of the adjusted attainment, and stays in the raw one."
      >
        <ExclusionHistory exclusions={miss.exclusions} {...{ decidable, mayApprove }} />
        {mayAsk && !isWaiting ? <RequestForm isShared={miss.isShared} /> : null}
      </Section>
    </div>
  )
}
