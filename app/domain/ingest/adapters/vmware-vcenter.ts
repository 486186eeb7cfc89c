import type { Severity } from "../../alerts/severity.ts"
import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { at, firstText, listOf, pickLabels } from "../fields.ts"
import { findObservables, scanObservables } from "../observables.ts"
import { findTechniques } from "../techniques.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"

/** The colours of an alarm. */
const severities: ValueMap<Severity> = {
  version: 1,
  values: { red: "critical", yellow: "medium", green: "info", gray: "info" },
  otherwise: "medium",
}
const colours: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: { red: "firing", yellow: "firing", green: "resolved", gray: "info" },
  otherwise: "firing",
}

const names = {
  alarm: ["data.Alarm.Name", "VMWARE_ALARM_NAME", "alarm.name", "alarmName"],
  entity: [
    "data.Entity.Name",
    "VMWARE_ALARM_TARGET_NAME",
    "entity.name",
    "entityName",
    "data.Vm.Name",
    "data.Host.Name",
    "data.Ds.Name",
  ],
  colour: ["data.To", "VMWARE_ALARM_NEWSTATUS", "overallStatus", "newStatus", "to"],
  text: [
    "data.FullFormattedMessage",
    "VMWARE_ALARM_ALARMVALUE",
    "VMWARE_ALARM_EVENTDESCRIPTION",
    "VMWARE_ALARM_DECLARINGSUMMARY",
    "message",
  ],
}

const line = /\[(\d{4}-\d\d-\d\dT[\d:.]{8,18}Z)\] \[vim\.event\.(\w{1,80})\]/

/** `Alarm 'Host CPU' on esx-1 changed from Green to Red`; null for another sentence. By hand: names may hold anything. */
function changeOf(said: string) {
  const start = said.indexOf("Alarm '")
  const quote = said.indexOf("' ", start + 7)
  const changed = said.indexOf("changed from ", quote)
  if (start < 0 || quote < 0 || changed < 0) return null
  const [, from, newStatus] =
    /^changed from (\w{1,10}) to (\w{1,10})/.exec(said.slice(changed, changed + 60)) ?? []
  const [on = ""] = said.slice(quote + 2, changed).split("triggered by")
  return {
    message: said.slice(start, changed + 60).split("]")[0],
    alarmName: said.slice(start + 7, quote),
    entityName: on.replace(/^on /, "").trim(),
    data: { From: from },
    newStatus,
  }
}

/**
 * The lines of vCenter's events as its appliance streams them to syslog: what an alarm changed to, and null for any other
 * event. No lines are another text.
 */
export function vcenterLines(text: string): readonly unknown[] {
  return text.split("\n").flatMap((given) => {
    const said = given.slice(0, 8000)
    const [, eventTime] = line.exec(said) ?? []
    if (eventTime === undefined) return []
    const change = changeOf(said)
    return [change && { eventTime, ...change }]
  })
}

/** An alarm as a CloudEvent of the event broker, or with the variables that vCenter gives to a script. */
export function isVcenter(document: unknown): boolean {
  return firstText(document, ...names.alarm) !== null
}

/** @see https://techdocs.broadcom.com/us/en/vmware-cis/vsphere/vsphere/8-0/vsphere-monitoring-and-performance-8-0.html */
export function vcenter(document: unknown): CanonicalEvent {
  const [alarm, entity] = [firstText(document, ...names.alarm), firstText(document, ...names.entity)]
  const colour = firstText(document, ...names.colour)
  const message = firstText(document, ...names.text)
  return canonicalEvent({
    discipline: "noc",
    category: /hardware|fan|power|temperature/i.test((alarm ?? "").slice(0, 200))
      ? "hardware"
      : "availability",
    title: [alarm ?? "vCenter alarm", entity].filter(Boolean).join(" on "),
    description: message,
    status: mapValue(colours, "To", colour),
    severity: mapValue(severities, "To", colour),
    time: readWrittenTime("CreatedTime", firstText(document, "data.CreatedTime", "time", "eventTime")),
    externalId: firstText(document, "VMWARE_ALARM_ID", "data.Alarm.Alarm.Value", "alarm.key"),
    // An alarm changes its colour on one object: each change is an event with a key of its own.
    dedupeKey: ["alarm", alarm, entity],
    groupKey: [alarm],
    asset: entity,
    rule: alarm,
    observables: findObservables(message),
    techniques: findTechniques(message),
    labels: {
      ...pickLabels(document, { vcenter: "source", from: "data.From", oldStatus: "VMWARE_ALARM_OLDSTATUS" }),
      ...pickLabels(document, {
        host: "data.Host.Name",
        cluster: "data.ComputeResource.Name",
        datacenter: "data.Datacenter.Name",
      }),
    },
    expects: { alarm, entity, status: colour },
  })
}

/**
 * Aria Operations for Logs (vRealize Log Insight): a query that found lines.
 *
 * @see https://techdocs.broadcom.com/us/en/vmware-cis/aria/aria-operations-for-logs.html
 */
export function logInsight(document: unknown): CanonicalEvent {
  const name = firstText(document, "AlertName", "AlertNameString")
  const first = listOf(at(document, "messages"))[0]
  const line = firstText(first, "text")
  const source = listOf(at(first, "fields")).find((field) =>
    /^(?:source|hostname)$/i.test(firstText(field, "name") ?? ""),
  )
  return canonicalEvent({
    discipline: "noc",
    category: "availability",
    title: name ?? "Log Insight alert",
    description: line ?? firstText(document, "Info"),
    time: readWrittenTime("messages.timestamp", at(first, "timestamp")),
    // It never says an end, and the query's name is all that repeats.
    dedupeKey: ["logs", name],
    groupKey: [name],
    asset: firstText(source, "content"),
    rule: name,
    url: firstText(document, "Url"),
    observables: scanObservables(
      listOf(at(document, "messages"))
        .slice(0, 20)
        .map((one) => at(one, "text")),
    ),
    labels: pickLabels(document, ["HitCount", "NumHits", "SearchPeriod", "AlertType"]),
    expects: { AlertName: name },
  })
}
