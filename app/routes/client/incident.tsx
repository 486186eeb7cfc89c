import { ArrowLeft } from "lucide-react"
import { Link } from "react-router"
import * as z from "zod"
import { withOwnClient, withOwnTenant } from "#app/auth/guards.server.ts"
import { requireClientPerson } from "#app/auth/staff.server.ts"
import { readSharedIncident } from "#app/domain/incidents/read-shared.server.ts"
import { readOwnCourse } from "#app/domain/incidents/read-own-course.server.ts"
import { maxReplyLength, replyToIncident } from "#app/domain/incidents/reply.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { Moment } from "#app/ui/time-ago.tsx"
import { Said } from "#app/ui/said.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import { Turns } from "../shared/turns/turns.tsx"
import { ContinuesIn, IncidentFacts } from "./incident-facts.tsx"
import { Reply, YourTurn } from "./reply.tsx"
import type { Route } from "./+types/incident"

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${visibleText(loaderData?.incident.title ?? "Incident")} · Watchfloor` },
]

export function loader({ request, params }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireClientPerson(request)
    return withOwnClient(person, ["own.read"], async (t) => {
      const id = parseId("incident", params.incidentId)
      const { incident, updates } = await readSharedIncident(t, id)
      const { turns, question } = await readOwnCourse(t, id)
      return {
        turns: turns.map(({ party, from, to }) => ({
          party,
          from: from.epochMilliseconds,
          to: to.epochMilliseconds,
        })),
        question: question && {
          since: question.since?.toString() ?? null,
          until: question.until?.toString() ?? null,
          isReminded: question.isReminded,
          stopsClock: question.stopsClock,
        },
        mayReply: person.permissions.has("own.reply") && !person.viewing && !incident.continues,
        incident: {
          ...incident,
          openedAt: incident.openedAt.toString(),
          resolvedAt: incident.resolvedAt?.toString() ?? null,
        },
        updates: updates.map((update) => ({ ...update, at: update.at.toString() })),
      }
    })
  })
}

const form = z.object({ act: z.literal("reply"), text: z.string().max(maxReplyLength) })

export function action({ request, params }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireClientPerson(request)
    const id = parseId("incident", params.incidentId)
    const reply = parseForm(await readForm(request), form)
    await withOwnTenant(person, ["own.reply"], (t) => replyToIncident(t, id, reply))
    return { act: reply.act }
  })
}

export default function ClientIncident({ loaderData }: Route.ComponentProps) {
  const { incident, updates, turns, question, mayReply } = loaderData
  return (
    <div className="mx-auto max-w-3xl px-4 py-8 text-md">
      <Link to="/client" className="inline-flex items-center gap-1 text-sm text-link hover:underline">
        <ArrowLeft className="size-4" aria-hidden="true" /> Home
      </Link>
      <h1 className="mt-2 text-2xl font-semibold [overflow-wrap:anywhere]">
        <Said>{incident.title}</Said>
      </h1>
      <IncidentFacts incident={incident} />
      {incident.continues ? <ContinuesIn continues={incident.continues} /> : null}
      {question ? (
        <YourTurn
          question={question}
          text={updates.find((update) => update.from === "provider" && update.at === question.since)?.text}
        />
      ) : null}
      {mayReply ? <Reply isAsked={question !== null} isResolved={incident.status === "resolved"} /> : null}
      <h2 className="mt-8 mb-3 text-lg font-semibold">Updates</h2>
      <ol className="grid gap-4">
        {updates.map((update) => (
          <li key={update.id} className="rounded-lg border border-line bg-surface p-4">
            <p className="text-xs text-text-3">
              <Said>{update.author}</Said> · <Moment at={update.at} />
            </p>
            <p className="mt-1 [overflow-wrap:anywhere] whitespace-pre-wrap">
              <Said>{update.text}</Said>
            </p>
          </li>
        ))}
      </ol>
      <div className="mt-8">
        <Turns
          title="Whose turn it was"
          turns={turns}
          names={{ provider: "We", client: "You", third_party: "A third party" }}
        />
      </div>
    </div>
  )
}
