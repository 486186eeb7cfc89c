import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import type { Body } from "../body.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { documentsOf, eventsOf, unwrap } from "../documents.ts"
import { at, fieldsOf, firstText, isFields, labelsOf, listOf, text } from "../fields.ts"
import { findObservables, observable } from "../observables.ts"
import { findTechniques } from "../techniques.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"

/** @see https://falco.org/docs/concepts/rules/basic-elements/#priority */
const priorities: ValueMap<Severity> = {
  version: 1,
  values: {
    emergency: "critical",
    alert: "critical",
    critical: "critical",
    error: "high",
    warning: "medium",
    notice: "low",
    informational: "info",
    info: "info",
    debug: "info",
  },
  otherwise: "medium",
}

/**
 * Falco: its JSON output, bare or by Falcosidekick, and its lines of text.
 *
 * @see https://falco.org/docs/concepts/outputs/formatting/
 */
export const falco: Adapter = {
  key: "falco",
  label: "Falco",
  discipline: "soc",
  normalise(body) {
    const alerts = read(body).filter((alert) => firstText(alert, "rule", "output") !== null)
    if (alerts.length === 0) throw new UnreadableBody("neither rule nor output, as every alert of Falco has")
    // falcosidekick asks itself to send one.
    const real = alerts.filter((alert) => !own.test(firstText(alert, "rule") ?? ""))
    return real.length > 0
      ? eventsOf(real, eventOf)
      : ignored("a test of the connection, or Falco's own metrics")
  },
}

const own = /^(?:test rule|Falco internal: metrics snapshot)$/i

/** 13:23:31.089890892: Warning Sensitive file opened (user=root …) */
const line = /^(\S{8,40}): (Emergency|Alert|Critical|Error|Warning|Notice|Informational|Debug) (.{1,8000})$/i

function read(body: Body): readonly unknown[] {
  // A cloud event has the alert in its data.
  if (body.kind !== "text") return documentsOf(body, "Falco").map((one) => unwrap(one, "data"))
  return body.text.split("\n").flatMap((given) => {
    const [, time, priority, output = ""] = line.exec(given.trim().slice(0, 8100)) ?? []
    // A line does not name its rule; its words before the fields are the rule's.
    // By default it has the time of day alone, which cannot be placed.
    return priority
      ? [{ ...(time?.includes("-") ? { time } : {}), priority, output, rule: output.split(" (")[0] }]
      : []
  })
}

/** Names in the text of a message, which since version 0.42 may be all there is of a field. */
const written: Readonly<Record<string, string>> = {
  user: "user.name",
  process: "proc.name",
  container_id: "container.id",
  container_name: "container.name",
  k8s_ns: "k8s.ns.name",
  k8s_ns_name: "k8s.ns.name",
  k8s_pod_name: "k8s.pod.name",
}

function fieldsIn(alert: unknown, output: string | null): Readonly<Record<string, unknown>> {
  const pairs = (output ?? "").slice(0, 8000).matchAll(/(?<=[ (])([a-z0-9_]{4,20})=([^\s)]{1,256})/g)
  const found = [...pairs].map(([, name = "", value]) => [written[name] ?? "", value] as const)
  return {
    ...Object.fromEntries(found.filter(([name]) => name !== "")),
    ...fieldsOf(at(alert, "output_fields")),
  }
}

function eventOf(alert: unknown): CanonicalEvent {
  const rule = firstText(alert, "rule")
  const output = firstText(alert, "output")
  const fields = fieldsIn(alert, output)
  const priority = firstText(alert, "priority")
  const host = firstText(alert, "hostname") ?? fieldOf(fields, "k8s.node.name", "evt.hostname")
  const isInternal = rule?.startsWith("Falco internal") === true
  return canonicalEvent({
    discipline: "soc",
    category: isInternal ? "availability" : "security",
    title: rule ?? output?.split("\n")[0] ?? "Falco alert",
    description: output,
    severity: mapValue(priorities, "priority", priority),
    time: readWrittenTime("time", at(alert, "time")),
    // Falco has no id for what repeats: the rule, where it ran, and as whom and what.
    dedupeKey: [rule ?? output, host, placeOf(fields)],
    groupKey: [rule],
    asset: host ?? fieldOf(fields, "k8s.pod.name", "ka.target.name", "container.name"),
    rule,
    observables: [...observablesOf(fields), ...findObservables(output)],
    techniques: findTechniques(listOf(at(alert, "tags")), text(at(alert, "tags"))),
    labels: {
      ...labelsOf(fields, "", 1),
      ...labelsOf({ source: at(alert, "source"), tags: at(alert, "tags") }),
    },
    expects: { rule, priority, output },
  })
}

/** Fields have their dots in their names. */
function fieldOf(fields: unknown, ...names: readonly string[]): string | null {
  if (!isFields(fields)) return null
  for (const name of names) {
    const found = text(fields[name])
    if (found !== null && found !== "<NA>") return found
  }
  return null
}

function placeOf(fields: unknown): string | null {
  const pod = [
    fieldOf(fields, "k8s.ns.name", "ka.target.namespace"),
    fieldOf(fields, "k8s.pod.name", "ka.target.name"),
  ]
  const place = pod[1] ? pod.filter(Boolean).join("/") : fieldOf(fields, "container.id", "container.name")
  const parts = [
    place,
    fieldOf(fields, "proc.name", "ka.verb", "ct.name"),
    fieldOf(fields, "user.name", "ka.user.name", "ct.user"),
  ]
  return parts.filter(Boolean).join("|") || null
}

function observablesOf(fields: unknown) {
  // A connection is written as `10.0.0.4:52000->198.51.100.7:443`.
  const ends = fieldOf(fields, "fd.name")?.slice(0, 200).split("->") ?? []
  const ips = ["fd.sip", "fd.cip", "fd.rip", "fd.lip", "ka.sourceips", "ct.srcip"].map((name) =>
    fieldOf(fields, name),
  )
  const users = ["user.name", "ka.user.name", "ct.user"].map((name) => fieldOf(fields, name))
  const names = ["fd.sip.name", "fd.rip.name", "fd.cip.name"].map((name) => fieldOf(fields, name))
  return [
    ...[...ips, ...ends].flatMap((ip) => observable("ip", ip)),
    ...names.flatMap((name) => observable("domain", name)),
    ...users.flatMap((user) => observable("user", user)),
  ]
}
