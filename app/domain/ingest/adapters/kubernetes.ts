import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, type Category, ignored } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { documentsOf, eventsOf, unwrap } from "../documents.ts"
import { at, firstText, isFields, labelsOf, listOf, pickLabels } from "../fields.ts"
import { findObservables } from "../observables.ts"
import { readTime } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"

/** The API knows two types of events. */
const severities: ValueMap<Severity> = {
  version: 1,
  values: {
    warning: "medium",
    normal: "info",
    error: "high",
    critical: "critical",
    danger: "high",
  },
  otherwise: "medium",
}

/** A node's end is announced as `Normal` by the controller: the one reason of that type that is a problem, and its end. */
const nodeReasons: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: { nodenotready: "firing", nodeready: "resolved" },
  otherwise: "firing",
}

/**
 * Events of Kubernetes as exporters send them: `v1` and `events.k8s.io/v1`, alone, in a `List`, in a watch or between the
 * old and the new (eventrouter), in the wrappers of Metricbeat, and kubewatch's notices.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/
 */
export const kubernetes: Adapter = {
  key: "kubernetes",
  label: "Kubernetes",
  discipline: "noc",
  normalise(body) {
    const documents = documentsOf(body, "Kubernetes").flatMap(unlisted)
    const events = documents.filter(
      (one) => !isAudit(one) && (objectOf(one) !== null || firstText(one, "reason")),
    )
    if (events.length === 0) {
      if (documents.some(isAudit)) return ignored("audit events, not alerts")
      throw new UnreadableBody("neither an involved object nor a reason, as every event of Kubernetes has")
    }
    const alerts = events.filter((event) => !isNormal(event))
    if (alerts.length === 0) return ignored("events of type Normal")
    return eventsOf(alerts, eventOf)
  },
}

function unlisted(document: unknown): readonly unknown[] {
  const items = at(document, "items")
  return (Array.isArray(items) ? listOf(items) : [document]).map((one) => {
    const logged = unwrap(at(one, "kubernetes", "event") ?? one, "jsonPayload", "body")
    const inner = unwrap(logged, "event", "object", "kubernetes.event")
    return at(inner, "eventmeta") === undefined ? inner : ofKubewatch(inner)
  })
}

/** kubewatch names what changed; its `reason` is a verb, or `Warning` events' own. */
function ofKubewatch(notice: unknown): unknown {
  const meta = at(notice, "eventmeta")
  return {
    involvedObject: { kind: at(meta, "kind"), name: at(meta, "name"), namespace: at(meta, "namespace") },
    reason: at(meta, "reason"),
    message: at(notice, "text"),
    lastTimestamp: at(notice, "time"),
    type: /^(?:created|updated|deleted)$/i.test(firstText(meta, "reason") ?? "") ? "Normal" : "Warning",
  }
}

/** The API server's log of requests, as it writes it and as the logs of the clouds wrap it. */
const isAudit = (document: unknown) =>
  firstText(document, "auditID") !== null ||
  (firstText(document, "apiVersion")?.startsWith("audit.k8s.io") ?? false) ||
  (firstText(document, "verb") !== null &&
    isFields(at(document, "objectRef") ?? at(document, "responseStatus"))) ||
  /^kube-audit/i.test(firstText(document, "category")?.slice(0, 20) ?? "") ||
  isFields(at(document, "protoPayload"))

function objectOf(event: unknown): unknown {
  const object = at(event, "involvedObject") ?? at(event, "regarding")
  return isFields(object) ? object : null
}

function isNormal(event: unknown): boolean {
  const reason = firstText(event, "reason")?.toLowerCase() ?? ""
  const type = firstText(event, ...types)?.toLowerCase() ?? ""
  return /^(?:normal|info|trace)$/.test(type) && !isNodeReason(event, reason)
}

/** Flux's notices are events of another kind, with a severity in the place of the type. */
const types = ["type", "severity"]

const isNodeReason = (event: unknown, reason: string) =>
  firstText(objectOf(event), "kind")?.toLowerCase() === "node" && Object.hasOwn(nodeReasons.values, reason)

function eventOf(event: unknown): CanonicalEvent {
  const object = objectOf(event)
  const [kind, name] = [firstText(object, "kind"), firstText(object, "name")]
  const namespace = firstText(object, "namespace") ?? firstText(event, "metadata.namespace")
  const reason = firstText(event, "reason")
  const message = firstText(event, "message", "note")
  const type = firstText(event, ...types)
  const ofNode = isNodeReason(event, reason?.toLowerCase() ?? "")
  const what = [kind, [namespace, name].filter(Boolean).join("/")].filter(Boolean).join(" ")
  return canonicalEvent({
    discipline: "noc",
    category: categoryOf(reason ?? ""),
    title:
      [[reason, what].filter(Boolean).join(" "), message].filter(Boolean).join(": ") || "Kubernetes event",
    description: message,
    status: { ...mapValue(nodeReasons, "reason", ofNode ? reason : null), word: type },
    severity: ofNode ? { value: "high", word: type, partial: [] } : mapValue(severities, "type", type),
    time: timeOf(event),
    externalId: firstText(event, "metadata.uid"),
    // An event has a new uid each hour and for each text: what lasts is the object and the reason.
    dedupeKey: [kind, namespace ?? "-", name, ofNode ? "NodeNotReady" : reason],
    groupKey: [reason, kind],
    asset: name,
    rule: reason,
    observables: findObservables(message),
    labels: {
      ...pickLabels(event, {
        count: "count",
        component: "source.component",
        node: "source.host",
        controller: "reportingController",
        cluster: "clusterName",
      }),
      ...pickLabels(object, ["kind", "namespace", "fieldPath"]),
      ...labelsOf(at(object, "labels"), "label."),
    },
    expects: { type, reason, "involvedObject.name": name, message },
  })
}

/** The last time it was seen. Old fields keep their place in `events.k8s.io/v1` behind `deprecated`. */
function timeOf(event: unknown) {
  const paths = [
    ["series", "lastObservedTime"],
    ["lastTimestamp"],
    ["deprecatedLastTimestamp"],
    ["timestamp", "last_occurrence"],
    ["timestamp"],
    ["eventTime"],
    ["firstTimestamp"],
    ["metadata", "creationTimestamp"],
  ]
  const path = paths.find((one) => at(event, ...one))
  return readTime(path?.join(".") ?? "lastTimestamp", path && at(event, ...path))
}

function categoryOf(reason: string): Category {
  if (/evict|outof|insufficient|quota|pressure|overcommit/i.test(reason)) return "capacity"
  return /policy|forbidden|violation|securitycontext/i.test(reason) ? "policy" : "availability"
}
