import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { eventsOf } from "../documents.ts"
import { at, fieldsOf, firstText, isFields, listOf, pickLabels } from "../fields.ts"
import { findObservables, observable } from "../observables.ts"
import { filledIn, postedOf } from "../posted.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { type Mapped, mapValue, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"

/** The severity of an alert rule. */
const severities: ValueMap<Severity> = {
  version: 1,
  values: { critical: "critical", warning: "medium", ok: "info", info: "info", unknown: "medium" },
  otherwise: "medium",
}

/** `state` of an alert: an acknowledgement ends nothing. */
const states: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    "0": "resolved",
    "1": "firing",
    "2": "info",
    "3": "firing",
    "4": "firing",
    "5": "firing",
    ok: "resolved",
    recovered: "resolved",
    alert: "firing",
    alerting: "firing",
    acknowledged: "info",
    worse: "firing",
    better: "firing",
    changed: "firing",
  },
  otherwise: "firing",
}

/**
 * LibreNMS' API transport, whose body is a template of the fields of an alert, as JSON or a form, and the alerts that its
 * API lists.
 *
 * @see https://docs.librenms.org/Alerting/Templates/
 */
export const librenms: Adapter = {
  key: "librenms",
  label: "LibreNMS",
  discipline: "noc",
  normalise(body) {
    const documents = postedOf(body, "LibreNMS").flatMap(unlisted).map(filledIn)
    const known = documents.filter((one) => firstText(one, "title", "name", "rule_id", "alert_id"))
    if (known.length === 0) throw new UnreadableBody("neither a title nor a rule, as LibreNMS' alerts have")
    const alerts = known.filter((one) => !isTest(one))
    if (alerts.length === 0) return ignored("a test of the transport")
    return eventsOf(alerts, eventOf)
  },
}

/** The API lists alerts; some templates put the alert and its device side by side. */
function unlisted(document: unknown): readonly unknown[] {
  const list = at(document, "alerts")
  if (Array.isArray(list)) return listOf(list)
  if (!isFields(at(document, "alert"))) return [document]
  const [event, device, alert] = ["event", "device", "alert"].map((name) => fieldsOf(at(document, name)))
  return [{ ...event, ...device, ...alert }]
}

/** What the button "Test transport" sends. */
const isTest = (alert: unknown) =>
  /^Testing transport from /i.test((firstText(alert, "title") ?? "").slice(0, 60))

function eventOf(alert: unknown): CanonicalEvent {
  const host = firstText(alert, "hostname", "sysName", "display", "host", "device", "ip")
  const [rule, ruleId] = [firstText(alert, "name", "rule_name"), firstText(alert, "rule_id")]
  // What the API lists is the alert itself, with whether it is open.
  const isListed = at(alert, "open") !== undefined
  const id = firstText(alert, "alert_id") ?? (ruleId && !isListed ? null : firstText(alert, "id", "uid"))
  const title = firstText(alert, "title")
  const status = statusOf(alert)
  const message = firstText(alert, "msg", "message", "description")
  return canonicalEvent({
    discipline: "noc",
    category: /down|up\/down|unreach|offline/i.test((rule ?? title ?? "").slice(0, 500))
      ? "availability"
      : "performance",
    title: title ?? ([rule, host].filter(Boolean).join(" on ") || "LibreNMS alert"),
    description: message,
    status,
    severity: mapValue(severities, "severity", firstText(alert, "severity")),
    time: readWrittenTime("timestamp", at(alert, "timestamp")),
    externalId: id,
    // `id` and `uid` are of one entry of the log; `alert_id` is of a rule on a device, in every state.
    dedupeKey: id ? [id] : [firstText(alert, "device_id") ?? host, ruleId ?? rule ?? title],
    groupKey: [ruleId ?? rule],
    asset: host,
    rule,
    observables: [
      ...observable("ip", firstText(alert, "ip", "overwrite_ip")),
      ...observable("ip", host),
      ...observable("domain", host),
      ...findObservables(title),
      ...findObservables(message),
    ],
    labels: pickLabels(alert, shown),
    expects: { hostname: host, name: rule, state: status.word },
  })
}

const shown = [
  "sysName",
  "ip",
  "device_id",
  "rule_id",
  "os",
  "type",
  "hardware",
  "location",
  "elapsed",
  "transport",
  "severity",
  "uid",
]

/** Templates without the state still say it in their title, and by the severity `ok` of a recovery. */
function statusOf(alert: unknown): Mapped<CanonicalEvent["kind"]> {
  const state = firstText(alert, "state")
  if (state !== null) return mapValue(states, "state", state)
  const title = (firstText(alert, "title") ?? "").slice(0, 500)
  const written = /\b(recovered|acknowledged|got worse|got better|worse|better)\b/i
    .exec(title)?.[1]
    ?.replace(/^got /i, "")
  return mapValue(
    states,
    "state",
    written ?? (firstText(alert, "severity")?.toLowerCase() === "ok" ? "ok" : null),
  )
}
