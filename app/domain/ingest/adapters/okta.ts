import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { awsDocumentsOf, awsHandshake } from "../aws-envelope.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { eventsOf } from "../documents.ts"
import { at, firstText, labelsOf, listOf, pickLabels } from "../fields.ts"
import { observable } from "../observables.ts"
import { entriesOf, isEmptyPage } from "../pages.ts"
import { findTechniques } from "../techniques.ts"
import { readTimestamp } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"
import { alertSeverities, endings, isOktaAlert } from "./okta-events.ts"

/**
 * Okta's System Log: events of the API, of an event hook, and of a log stream to EventBridge. Of hundreds of types, those
 * that tell of an attack or of power handed out are alerts.
 *
 * @see https://developer.okta.com/docs/reference/api/system-log/
 * @see https://developer.okta.com/docs/reference/api/event-types/
 */
export const okta: Adapter = {
  key: "okta",
  label: "Okta",
  discipline: "soc",
  normalise(body) {
    const documents = awsDocumentsOf(body, "Okta")
    const handshake = awsHandshake(documents)
    if (handshake) return handshake
    if (isEmptyPage(documents, "data.events", "events")) return ignored("a delivery without events")
    const events = entriesOf(documents, "data.events", "events").filter((event) => typeOf(event) !== null)
    if (events.length === 0) throw new UnreadableBody("no eventType, as every event of Okta has")
    const alerts = events.filter((event) => isOktaAlert(event, typeOf(event) ?? ""))
    if (alerts.length > 0) return eventsOf(alerts, eventOf)
    const types = new Set(events.map(typeOf))
    return ignored(`log of everyday, not alerts: ${[...types].slice(0, 5).join(", ").slice(0, 200)}`)
  },
}

const typeOf = (event: unknown) => firstText(event, "eventType")?.toLowerCase() ?? null

function eventOf(event: unknown): CanonicalEvent {
  const type = typeOf(event) ?? ""
  const address = firstText(event, "client.ipAddress")
  const targets = listOf(at(event, "target")).slice(0, 50)
  const account = targets.find((target) => /^(?:user|appuser)$/i.test(firstText(target, "type") ?? ""))
  const actor = firstText(event, "actor.alternateId")
  const user = firstText(account, "alternateId", "displayName") ?? (actor === "unknown" ? null : actor)
  const ended = Object.hasOwn(endings, type) ? endings[type] : undefined
  const severity = mapValue(alertSeverities, "eventType", ended ?? type)
  const message = firstText(event, "displayMessage")
  const about = ended ?? type
  // An attack is about where it comes from, everything else about an account.
  const subject = about.startsWith("security.") ? (address ?? user) : (user ?? address)
  return canonicalEvent({
    discipline: "soc",
    category: /^system\.(?:org|operation)\.rate_limit/.test(about) ? "capacity" : "security",
    title: [message ?? type, user ?? address].filter(Boolean).join(": "),
    description: firstText(event, "outcome.reason", "debugContext.debugData.threatDetections"),
    status: { value: ended ? "resolved" : "firing", word: firstText(event, "outcome.result"), partial: [] },
    // Okta's own word says whether the system is well.
    severity: { value: severity.value, word: firstText(event, "severity"), partial: [] },
    // Published is in UTC, also where a lake has dropped the zone.
    time: readWrittenTime("published", at(event, "published") ?? readTimestamp(at(event, "eventTime"))),
    externalId: firstText(event, "uuid"),
    // The uuid is that of one entry of the log; locking and unlocking are about one account.
    dedupeKey: [about, about.startsWith("security.attack") ? "-" : subject],
    groupKey: [about],
    asset: user,
    rule: type,
    observables: [
      ...[
        address,
        ...listOf(at(event, "request", "ipChain"))
          .slice(0, 20)
          .map((hop) => firstText(hop, "ip")),
      ].flatMap((ip) => observable("ip", ip)),
      ...[user, actor].flatMap((name) =>
        name?.includes("@") ? observable("mail", name) : observable("user", name),
      ),
    ],
    techniques: findTechniques(Object.values(labelsOf(at(event, "debugContext", "debugData")))),
    labels: pickLabels(event, shown),
    expects: {
      displayMessage: message,
      uuid: firstText(event, "uuid"),
      published: firstText(event, "published"),
    },
  })
}

const shown = {
  type: "eventType",
  outcome: "outcome.result",
  reason: "outcome.reason",
  actor: "actor.displayName",
  device: "client.device",
  browser: "client.userAgent.browser",
  agent: "client.userAgent.rawUserAgent",
  city: "client.geographicalContext.city",
  country: "client.geographicalContext.country",
  isp: "securityContext.isp",
  proxy: "securityContext.isProxy",
  risk: "debugContext.debugData.risk",
  threats: "debugContext.debugData.threatDetections",
  transaction: "transaction.id",
}
