import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent } from "../adapter.ts"
import { readBody } from "../body.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { eventsOf } from "../documents.ts"
import { at, firstText, isFields, listOf, pickLabels, text } from "../fields.ts"
import { observable } from "../observables.ts"
import { hostOf, postedOf } from "../posted.ts"
import { readTime, readTimestamp } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"

/** The importance of a check. */
const severities: ValueMap<Severity> = {
  version: 1,
  values: { high: "high", low: "low" },
  otherwise: "medium",
}

/** States of uptime checks, of transactions, and of the API's list. */
const states: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    down: "firing",
    failing: "firing",
    unconfirmed_down: "firing",
    unconfirmed: "firing",
    up: "resolved",
    success: "resolved",
    successful: "resolved",
    unknown: "info",
    paused: "info",
    assign: "firing",
    notify_of_close: "resolved",
  },
  otherwise: "firing",
}

/**
 * Pingdom's webhooks of uptime, transaction and page speed checks, the incident messages before them (in a form's
 * `message`), and the checks that the API lists.
 *
 * @see https://www.pingdom.com/resources/webhooks/
 */
export const pingdom: Adapter = {
  key: "pingdom",
  label: "Pingdom",
  discipline: "noc",
  normalise(body) {
    const checks = postedOf(body, "Pingdom").flatMap(unlisted)
    const known = checks.filter((one) => firstText(one, ...names.id, ...names.name) !== null)
    if (known.length === 0) throw new UnreadableBody("no check, as every message of Pingdom has")
    return eventsOf(known, eventOf)
  },
}

const names = {
  id: ["check_id", "check", "checkid"],
  name: ["check_name", "checkname"],
  state: ["current_state", "action", "status", "description"],
}

function unlisted(document: unknown): readonly unknown[] {
  const list = at(document, "checks")
  if (Array.isArray(list))
    return listOf(list).map((one) =>
      isFields(one) ? { check_id: at(one, "id"), check_name: at(one, "name"), ...one } : one,
    )
  const message = text(at(document, "message"))
  if (message === null || !message.startsWith("{")) return [document]
  try {
    const inner = readBody("application/json", message)
    return inner.kind === "json" ? inner.values : [document]
  } catch {
    return [document]
  }
}

function eventOf(check: unknown): CanonicalEvent {
  const id = firstText(check, ...names.id)
  const name = firstText(check, ...names.name)
  const url = firstText(check, "check_params.full_url", "check_params.url")
  const host =
    firstText(check, "check_params.hostname", "hostname", "host") ??
    hostOf(firstText(check, "check_params.full_url")) ??
    hostOf(/^https?:/i.exec(url ?? "") ? url : null)
  const short = firstText(check, "description")
  const long = firstText(check, "long_description")
  const state = firstText(check, ...names.state)
  return canonicalEvent({
    discipline: "noc",
    category: /^page_?speed$/i.test(firstText(check, "check_type") ?? "") ? "performance" : "availability",
    title: [name ?? host ?? `Pingdom check ${id}`, short ?? state].filter(Boolean).join(": "),
    description: [...new Set([short, long])].filter(Boolean).join("\n") || null,
    status: mapValue(states, "current_state", state),
    severity: mapValue(severities, "importance_level", firstText(check, "importance_level")),
    time: timeOf(check),
    externalId: id,
    // A check is up or down: its id is the same in both.
    dedupeKey: id ? [id] : [null, name],
    groupKey: [id ?? name],
    asset: host,
    rule: name,
    observables: [...observable("url", url), ...observable("ip", host), ...observable("domain", host)],
    labels: {
      ...pickLabels(check, ["check_type", "previous_state", "importance_level", "incidentid"]),
      ...pickLabels(check, {
        "first probe": "first_probe.location",
        "second probe": "second_probe.location",
      }),
    },
    expects: { check_id: id, check_name: name, current_state: state },
  })
}

function timeOf(check: unknown) {
  const stamp = firstText(check, "state_changed_timestamp", "lasterrortime")
  if (readTimestamp(stamp) !== null) return readTime("state_changed_timestamp", stamp)
  return readWrittenTime("state_changed_utc_time", at(check, "state_changed_utc_time"))
}
