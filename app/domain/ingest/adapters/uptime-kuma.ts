import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { eventsOf } from "../documents.ts"
import { at, fieldsOf, firstText, isFields, listOf, pickLabels } from "../fields.ts"
import { findObservables, observable } from "../observables.ts"
import { hostOf, postedOf } from "../posted.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"

/** The numbers of a heartbeat; the words are those of clients' own templates. */
const statuses: ValueMap<CanonicalEvent["kind"]> = {
  version: 2,
  values: {
    create: "firing",
    trigger: "firing",
    resolve: "resolved",
    "0": "firing",
    down: "firing",
    "1": "resolved",
    up: "resolved",
    "2": "info",
    pending: "info",
    "3": "info",
    maintenance: "info",
  },
  otherwise: "firing",
}

/**
 * Uptime Kuma's webhook: JSON, or a form with the JSON in it. It has no severities: what is down is down.
 *
 * @see https://github.com/louislam/uptime-kuma/wiki/Notification-Methods
 */
export const uptimeKuma: Adapter = {
  key: "uptime-kuma",
  label: "Uptime Kuma",
  discipline: "noc",
  normalise(body) {
    const documents = postedOf(body, "Uptime Kuma").map(withBeat)
    const known = documents.filter(
      (one) => isFields(at(one, "heartbeat")) || isFields(at(one, "monitor")) || firstText(one, "msg"),
    )
    if (known.length === 0)
      throw new UnreadableBody("neither a heartbeat nor a message, as Uptime Kuma's webhook has")
    const alerts = known.filter(
      (one) => isFields(at(one, "heartbeat")) || isFields(at(one, "monitor")) || isCertificate(one),
    )
    if (alerts.length === 0) return ignored("a test of the notification")
    return eventsOf(alerts, (one) =>
      isFields(at(one, "heartbeat")) || isFields(at(one, "monitor")) ? eventOf(one) : ofCertificate(one),
    )
  },
}

/**
 * What a template has left of a notice may be its sentence alone, `[shop] [🔴 Down] timeout`: which monitor, how it is, and
 * why. Nothing that is given is replaced.
 */
function withBeat(document: unknown): unknown {
  const said = /^\[(.{1,300}?)\] \[[^\]\w]{0,10}(Up|Down)\] ?(.{0,2000})/s.exec(
    firstText(document, "msg") ?? "",
  )
  if (said === null) return document
  const [, name, status, msg] = said
  const [monitor, beat] = [at(document, "monitor"), at(document, "heartbeat")]
  return {
    ...fieldsOf(document),
    monitor: isFields(monitor) ? monitor : { name },
    heartbeat: { status, msg, ...fieldsOf(beat) },
  }
}

/** The notice of a certificate or domain that will expire has no heartbeat. */
const isCertificate = (document: unknown) =>
  /\bexpire/i.test((firstText(document, "msg") ?? "").slice(0, 1000))

function eventOf(document: unknown): CanonicalEvent {
  const [monitor, beat] = [at(document, "monitor"), at(document, "heartbeat")]
  const id = firstText(monitor, "id") ?? firstText(beat, "monitorID", "monitor_id")
  const message = firstText(beat, "msg") ?? firstText(document, "msg")
  const name = firstText(monitor, "name", "pathName")
  // Its default for what has no address is the scheme alone.
  const url = /^https?:\/\/.+/i.exec(firstText(monitor, "url") ?? "")?.[0] ?? null
  const host = firstText(monitor, "hostname") ?? hostOf(url)
  // A client's template may say outright what is to be done; templates of its own have the heartbeat alone.
  const action = firstText(document, "event_type", "event_action")
  const isAction = Object.hasOwn(statuses.values, action?.toLowerCase() ?? "")
  const word = isAction ? action : firstText(beat, "status")
  const status = mapValue(statuses, "heartbeat.status", word)
  return canonicalEvent({
    discipline: "noc",
    category: "availability",
    title: [name ?? host ?? `Uptime Kuma monitor ${id}`, message].filter(Boolean).join(": "),
    description: firstText(document, "msg"),
    status,
    severity: { value: status.value === "firing" ? "high" : "info", word: null, partial: [] },
    time: timeOf(beat),
    externalId: id,
    // A monitor is up or down: its id is the same in both.
    dedupeKey: id ? [id] : [null, name],
    groupKey: [id ?? name],
    asset: host ?? name,
    rule: name,
    url,
    observables: [
      ...observable("url", url),
      ...observable("ip", host),
      ...observable("domain", host),
      ...findObservables(message),
    ],
    labels: {
      ...pickLabels(monitor, ["type", "pathName", "port", "keyword", "dns_resolve_type"]),
      ...pickLabels(beat, ["ping", "duration", "retries"]),
      ...tagsOf(monitor),
    },
    expects: { "monitor.id": id, "monitor.name": name, "heartbeat.status": word },
  })
}

function tagsOf(monitor: unknown): Record<string, string> {
  const tags = listOf(at(monitor, "tags"))
    .slice(0, 50)
    .flatMap((tag): [string, string][] => {
      const name = firstText(tag, "name")
      return name === null ? [] : [[`tag.${name}`, firstText(tag, "value") ?? ""]]
    })
  return Object.fromEntries(tags)
}

/** A heartbeat's time is in UTC without saying so; beside it stands the server's own, with how far it is from UTC. */
function timeOf(beat: unknown) {
  const [local, offset] = [firstText(beat, "localDateTime"), firstText(beat, "timezoneOffset")]
  const own = local && offset ? `${local} ${offset}` : null
  return readWrittenTime("heartbeat.time", firstText(beat, "time") ?? own)
}

/** `[shop][https://shop.example.com] TLS certificate shop.example.com will expire in 7 days` */
function ofCertificate(document: unknown): CanonicalEvent {
  const message = firstText(document, "msg") ?? ""
  const [, name = null, url = null] = /^\[([^\]]{1,300})\]\s?\[([^\]]{1,500})\]/.exec(message) ?? []
  return canonicalEvent({
    discipline: "noc",
    category: "maintenance",
    title: message,
    severity: { value: "medium", word: null, partial: [] },
    // The days it counts down are not part of what it is about.
    dedupeKey: ["certificate", name ?? message.replace(/\d{1,4}/g, "#")],
    groupKey: ["certificate"],
    asset: hostOf(url) ?? name,
    rule: name,
    url,
    observables: observable("url", url),
  })
}
