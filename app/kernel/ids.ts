import { randomUUIDv7 } from "node:crypto"
import { DomainError } from "./errors.ts"

declare const entity: unique symbol

/** A UUIDv7 that says which kind of record it names, so that an alert's id cannot be passed for a client's. */
export type Id<K extends string> = string & { readonly [entity]: K }

export type TenantId = Id<"tenant">
export type UserId = Id<"user">
export type SourceId = Id<"source">
export type DeliveryId = Id<"delivery">
export type SignalId = Id<"signal">
export type AlertId = Id<"alert">
export type IncidentId = Id<"incident">
export type ClockId = Id<"clock">
export type MailId = Id<"mail">
export type ServiceId = Id<"service">
export type AssetId = Id<"asset">
export type SuppressionRuleId = Id<"suppression-rule">
export type MaintenanceWindowId = Id<"maintenance-window">
export type CorrelationRuleId = Id<"correlation-rule">
export type SlaCalendarId = Id<"sla-calendar">
export type SlaPolicyId = Id<"sla-policy">
export type SlaEventId = Id<"sla-event">
export type SlaExclusionId = Id<"sla-exclusion">
export type SlaCorrectionId = Id<"sla-correction">
export type HandoffId = Id<"handoff">
export type CampaignId = Id<"campaign">
export type NoticeId = Id<"notice">
export type FindingId = Id<"finding">
export type FindingEntryId = Id<"finding-entry">
export type AcceptanceId = Id<"acceptance">

let lastTime = ""
let sequence = 0

/**
 * A new id. Ids sort by the time they were made, within one process also inside a millisecond: the twelve bits after the
 * time count up (RFC 9562, version 7, method 1).
 */
export function newId<K extends string>(): Id<K> {
  const made = randomUUIDv7()
  const time = made.slice(0, 13)
  // Half the range is left to count in; a process that made 2,048 ids in a millisecond goes on in random order.
  sequence = time === lastTime ? (sequence + 1) & 0xfff : Number.parseInt(made.slice(15, 18), 16) >> 1
  lastTime = time
  return `${time}-7${sequence.toString(16).padStart(3, "0")}${made.slice(18)}` as Id<K>
}

/** An id that sorts as if it had been made at `epochMilliseconds`: for records whose time is another than now. */
export function newIdAt<K extends string>(epochMilliseconds: number): Id<K> {
  const time = Math.max(0, Math.floor(epochMilliseconds)).toString(16).padStart(12, "0").slice(-12)
  return `${time.slice(0, 8)}-${time.slice(8)}${randomUUIDv7().slice(13)}` as Id<K>
}

/** The smallest id of a record whose time is `epochMilliseconds`: where a list by id begins at a time. */
export function lowestIdAt<K extends string>(epochMilliseconds: number): Id<K> {
  const time = Math.max(0, Math.floor(epochMilliseconds)).toString(16).padStart(12, "0")
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000` as Id<K>
}

/** When an id was made, by the clock of the process that made it: epoch milliseconds. */
export function timeOfId(id: Id<string>): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * Reads an id that came from outside (a URL, a form, an API call).
 *
 * @throws DomainError `not_found`: a malformed id answers exactly like an unknown one.
 */
export function parseId<K extends string>(kind: K, text: string | undefined): Id<K> {
  if (!text || !uuid.test(text)) throw new DomainError("not_found", `No such ${kind}.`)
  return text.toLowerCase() as Id<K>
}

/** True when the text has the form of an id. */
export function isId(text: string): boolean {
  return uuid.test(text)
}
