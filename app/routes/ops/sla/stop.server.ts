import * as z from "zod"
import { permissionsAt } from "#app/auth/access.ts"
import { withTenantOf } from "#app/auth/guards.server.ts"
import type { Person, Principal } from "#app/auth/principal.ts"
import { readClient } from "#app/domain/clients/read.server.ts"
import { decideCorrection } from "#app/domain/sla/corrections/decide.server.ts"
import { correctionWords } from "#app/domain/sla/corrections/new-correction.ts"
import { previewCorrection } from "#app/domain/sla/corrections/preview.server.ts"
import { readStop, type StopView } from "#app/domain/sla/corrections/read-stops.server.ts"
import { requestCorrection } from "#app/domain/sla/corrections/request.server.ts"
import { metricWords } from "#app/domain/sla/explain/words.ts"
import { listClocks } from "#app/domain/sla/record/read.server.ts"
import { subjectOf } from "#app/domain/sla/record/subject.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { type ClockId, parseId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { momentOf } from "#app/kernel/wall-time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { correctionLine } from "../../shared/sla/correction-line.ts"
import { clockOf } from "../incident/clock-line.ts"
import { recordName, recordPath } from "./lane-row.ts"

/** A clock's stop, what was asked of it, and what this person may do about it. */
export async function stopScreen(t: ReadTx<"sla.read" | "clients.read">, person: Person, id: ClockId) {
  const stop = await readStop(t, id)
  const client = await readClient(t, stop.tenantId)
  const clock = (await listClocks(t, stop.tenantId, subjectOf(stop))).find((one) => one.id === id)
  const held = permissionsAt(person, stop.tenantId)
  const { metric, cycle, title, isShared, endedAt } = stop
  const mayApprove = held.has("sla.approve")
  return {
    metric: cycle > 1 ? `${metricWords[metric]} ${cycle}` : metricWords[metric],
    reference: recordName(stop, client.code),
    ...{ title, isShared, client: client.name, timeZone: client.timeZone, to: recordPath(stop) },
    isMissed: stop.state === "missed",
    /** On the client's clock, for the field; null for a clock without a stop to move. */
    stop:
      (stop.state === "met" || stop.state === "missed") && endedAt
        ? { at: endedAt.toString(), onWall: onWall(endedAt, client.timeZone) }
        : null,
    wallNow: onWall(t.now, client.timeZone),
    wallStart: onWall(stop.startedAt, client.timeZone, "ceil"),
    clock: clock ? clockOf(clock, t.now, stop.corrections) : null,
    corrections: stop.corrections.map(correctionLine).toReversed(),
    wouldBe: await wouldBe(t, stop),
    ...{ mayAsk: held.has("sla.exclude"), mayApprove },
    /** Of these this person may decide: not of what they asked or own. */
    decidable:
      mayApprove && stop.ownerId !== person.userId
        ? stop.corrections.filter((one) => one.requestedBy !== person.userId).map((one) => one.id)
        : [],
  }
}

/** What an approval of what waits would do, in words; empty where nothing waits. */
async function wouldBe(t: ReadTx<"sla.read">, stop: StopView): Promise<string> {
  const waiting = stop.corrections.find(({ state }) => state === "requested")
  const preview = waiting && (await previewCorrection(t, stop, waiting))
  if (!preview) return ""
  const outcome = `If this is approved, the clock counts as ${preview.isMissed ? "missed" : "in time"}`
  if (preview.others.length === 0) return `${outcome}; no other clock of the record changes.`
  return `${outcome}. These clocks of the record change with it: ${preview.others.map((metric) => metricWords[metric]).join(", ")}.`
}

const request = correctionWords.extend({ stoppedAt: z.string() })
const decide = z.object({
  id: z.string(),
  decision: z.enum(["approve", "refuse"], "choose one"),
  comment: z.string().default(""),
})

/** The acts of the page. @throws DomainError `invalid` for none of them, and what the verbs throw */
export async function performStop(who: Principal, clock: ClockId, form: FormData): Promise<null> {
  const at = { kind: "clock", id: clock } as const
  switch (form.get("act")) {
    case "correct": {
      const { stoppedAt, ...words } = parseForm(form, request)
      await withTenantOf(who, at, ["sla.exclude", "clients.read"], async (t) => {
        const { timeZone } = await readClient(t, t.scope.tenantId)
        return requestCorrection(t, clock, { ...words, stoppedAt: typed(stoppedAt, timeZone) })
      })
      return null
    }
    case "decide": {
      const { id, decision, comment } = parseForm(form, decide)
      const what = { approve: decision === "approve", comment }
      await withTenantOf(who, at, ["sla.approve"], (t) =>
        decideCorrection(t, parseId("sla-correction", id), what),
      )
      return null
    }
    default:
      throw invalid("There is no such act.")
  }
}

function typed(text: string, timeZone: string): Instant {
  const at = momentOf(text, timeZone)
  if (!at) throw invalid("Say when it stopped.", { stoppedAt: "Give a date and a time." })
  return at
}

/** To the second: a clock may have started within the minute. */
function onWall(at: Instant, timeZone: string, roundingMode: "floor" | "ceil" = "floor"): string {
  const wall = at.toZonedDateTimeISO(timeZone).toPlainDateTime()
  return wall.toString({ smallestUnit: "second", roundingMode })
}
