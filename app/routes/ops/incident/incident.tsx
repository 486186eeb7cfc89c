import * as z from "zod"
import { useRevalidator } from "react-router"
import { permissionsAt } from "#app/auth/access.ts"
import { withPortfolio, withTenantOf } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listAlerts } from "#app/domain/alerts/read.server.ts"
import { listFindingsOfIncident } from "#app/domain/findings/read.server.ts"
import { acknowledgeIncident } from "#app/domain/incidents/acknowledge.server.ts"
import { addNote } from "#app/domain/incidents/add-note.server.ts"
import { listRelated, suggestSimilar } from "#app/domain/incidents/suggestions.server.ts"
import { isOpen, lanes } from "#app/domain/incidents/incident.ts"
import { readIncident, readTimeline } from "#app/domain/incidents/read.server.ts"
import { reopenIncident } from "#app/domain/incidents/reopen.server.ts"
import { resolveIncident } from "#app/domain/incidents/resolve.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { parseId } from "#app/kernel/ids.ts"
import { useChanges } from "#app/live/live-provider.tsx"
import { findingRow } from "../findings/row.ts"
import { rowOf } from "../queue/row.ts"
import { FindingSection } from "./finding-section.tsx"
import { campaignsHere } from "./campaigns.server.ts"
import { CampaignSection } from "./campaign-section.tsx"
import { CandidateBanner } from "./candidate-banner.tsx"
import { IncidentActions } from "./incident-actions.tsx"
import { MergedBanner, RelatedList } from "./related-list.tsx"
import { suggestionLine } from "./suggestion-line.ts"
import { courseHere, handoffsHere } from "./course-here.server.ts"
import { CourseBanners, CourseButtons } from "./course-banners.tsx"
import { Handoffs } from "./handoffs.tsx"
import { RestrictionBanner } from "./restriction.tsx"
import { Withheld } from "./withheld.tsx"
import { Milestones } from "./milestones.tsx"
import { WhoseTurn } from "./whose-turn.tsx"
import { AlertList } from "./alert-list.tsx"
import { Clocks } from "./clocks.tsx"
import { Composer } from "./composer.tsx"
import { Timeline } from "./timeline.tsx"
import { Heading } from "./heading.tsx"
import { clocksHere } from "./clocks-here.server.ts"
import { headingOf, lineOf } from "./detail.ts"
import type { Route } from "./+types/incident"

export const meta: Route.MetaFunction = ({ loaderData }) => [
  {
    title: `${loaderData ? `${loaderData.incident.reference} ${loaderData.incident.title}` : "Incident"} · Watchfloor`,
  },
]

export function loader({ request, params }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const id = parseId("incident", params.incidentId)
    const campaigns = await campaignsHere(person, id)
    return withPortfolio(person, ["incidents.read", "alerts.read"], async (t) => {
      const incident = await readIncident(t, id)
      const clocks = await clocksHere(t, id)
      if (incident.isWithheld)
        return {
          ...{ kind: "withheld" as const, incident: headingOf(incident), clocks },
          handoffs: await handoffsHere(t, person, incident),
          now: t.now.epochMilliseconds,
        }
      const members = await listAlerts(t, { incident: id }, { order: "newest", limit: 50 })
      return {
        ...{ kind: "whole" as const, incident: headingOf(incident), clocks },
        mayRestrict: permissionsAt(person, incident.client.id, "soc").has("incidents.restricted"),
        course: await courseHere(t, person, incident),
        timeline: (await readTimeline(t, id)).map(lineOf),
        alerts: members.items.map(rowOf),
        findings: (await listFindingsOfIncident(t, id)).map((finding) => findingRow(finding, t.now)),
        related: await listRelated(t, incident),
        suggestions: (await suggestSimilar(t, incident)).map(suggestionLine),
        campaigns: permissionsAt(person, incident.client.id).has("campaigns.work") ? campaigns : null,
        now: t.now.epochMilliseconds,
        readsMisses: permissionsAt(person, incident.client.id).has("sla.read"),
        mayWork: permissionsAt(person, incident.client.id, incident.discipline).has("incidents.work"),
      }
    })
  })
}

const form = z.discriminatedUnion("act", [
  z.object({ act: z.literal("acknowledge") }),
  z.object({ act: z.literal("note"), text: z.string(), lane: z.enum(lanes) }),
  z.object({ act: z.literal("resolve"), text: z.string() }),
  z.object({ act: z.literal("reopen"), text: z.string() }),
])

export async function action({ request, params }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const parsed = form.safeParse(Object.fromEntries(await readForm(request)))
    if (!parsed.success) throw invalid("The form is incomplete.")
    const id = parseId("incident", params.incidentId)
    await withTenantOf(person, { kind: "incident", id }, ["incidents.work"], async (t) => {
      switch (parsed.data.act) {
        case "acknowledge":
          return acknowledgeIncident(t, id)
        case "note":
          return addNote(t, id, parsed.data)
        case "resolve":
          return resolveIncident(t, id, { resolution: parsed.data.text })
        case "reopen":
          return reopenIncident(t, id, { reason: parsed.data.text })
      }
    })
    return { act: parsed.data.act }
  })
}

export default function Incident({ loaderData }: Route.ComponentProps) {
  const { id } = loaderData.incident
  const { revalidate } = useRevalidator()
  useChanges((change) => {
    if (change.kind === "all" || change.ids.includes(id)) void revalidate()
  })
  return loaderData.kind === "withheld" ? <Withheld {...loaderData} /> : <Whole {...loaderData} />
}

type Loaded = Route.ComponentProps["loaderData"]

function Whole(loaded: Extract<Loaded, { kind: "whole" }>) {
  const {
    incident,
    clocks,
    timeline,
    alerts,
    now,
    mayWork,
    findings,
    related,
    suggestions,
    campaigns,
    course,
    readsMisses,
    mayRestrict,
  } = loaded
  const survivor = related.find((other) => other.relation === "merged-into")
  const open = isOpen(incident.stage)
  return (
    <div className="mx-auto max-w-[90rem] p-4">
      <Heading incident={incident} mayWork={mayWork} />
      {survivor ? <MergedBanner survivor={survivor} /> : null}
      {incident.isCandidate && open ? (
        <CandidateBanner incident={incident} mayWork={mayWork} now={now} />
      ) : null}
      <RestrictionBanner incident={incident} mayLift={mayRestrict && mayWork} />
      <CourseBanners incident={incident} course={course} mayWork={mayWork && open && !incident.isCandidate} />
      <div className="mt-4 grid gap-4 lg:grid-cols-[18rem_1fr] 2xl:grid-cols-[20rem_1fr_22rem]">
        <div className="grid content-start gap-4">
          <Clocks
            clocks={clocks}
            now={now}
            readsMisses={readsMisses}
            {...(incident.isCandidate ? { none: "None until it is approved." } : {})}
          />
          <WhoseTurn ledger={course.ledger} />
          {incident.isCandidate ? null : (
            <Milestones
              flavour={incident.flavour}
              course={course}
              action={`/ops/incidents/${incident.id}/course`}
              mayWork={mayWork && open}
            />
          )}
          <AlertList alerts={alerts} total={incident.alertCount} now={now} />
          <FindingSection findings={findings} />
          <RelatedList related={related} />
          {campaigns ? (
            <CampaignSection incidentId={incident.id} reference={incident.reference} campaigns={campaigns} />
          ) : null}
        </div>
        <div className="grid content-start gap-4 2xl:col-span-2">
          <Handoffs handoffs={course.handoffs} now={now} />
          <IncidentActions
            incident={incident}
            alerts={alerts}
            suggestions={suggestions}
            mayWork={mayWork && open}
          >
            {incident.isCandidate ? null : (
              <CourseButtons incident={incident} course={course} mayRestrict={mayRestrict} />
            )}
          </IncidentActions>
          <Timeline lines={timeline} />
          {mayWork && !survivor && !incident.dismissed ? <Composer incident={incident} open={open} /> : null}
        </div>
      </div>
    </div>
  )
}
