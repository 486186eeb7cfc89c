import type { Severity } from "../alerts/severity.ts"
import type { Body } from "./body.ts"

export const observableTypes = ["ip", "domain", "url", "hash", "user", "mail", "cve"] as const
export type ObservableType = (typeof observableTypes)[number]
/** Something an analyst can pivot on. Values are lower-cased where their type has no case (ip, domain, hash). */
export type Observable = { readonly type: ObservableType; readonly value: string }

export const categories = [
  "availability",
  "performance",
  "capacity",
  "hardware",
  "security",
  "vulnerability",
  "policy",
  "maintenance",
] as const
export type Category = (typeof categories)[number]

export const disciplines = ["noc", "soc"] as const
/** Who owns the queue the alert lands in. */
export type Discipline = (typeof disciplines)[number]

/** One event in our words, whatever tool it came from. Strings are untrusted text of the client's tool. */
export type CanonicalEvent = {
  /** `firing` raises or repeats a problem, `resolved` says the tool no longer sees it, `info` is neither. */
  readonly kind: "firing" | "resolved" | "info"
  readonly title: string
  readonly description: string | null
  readonly severity: Severity
  /** The tool's own word or number, as sent. Null when it gave none and `severity` is the adapter's default. */
  readonly sourceSeverity: string | null
  /** The tool's own word for the state, as sent. */
  readonly sourceStatus: string | null
  /** The tool's own stable id of the event or problem, shown to people. */
  readonly externalId: string | null
  /**
   * What makes two events the same problem: field values in fixed order, `null` where the field is missing.
   * Hashed together with client and source, so it need not name them.
   */
  readonly dedupeKey: readonly (string | null)[]
  /** What makes two alerts of one source likely the same incident (a rule, an alert name). */
  readonly groupKey: readonly (string | null)[]
  /** RFC 3339 in UTC with every digit the tool sent; null when the payload holds no time. */
  readonly occurredAt: string | null
  /** The host, resource or repository the payload itself names. */
  readonly asset: string | null
  readonly category: Category
  readonly discipline: Discipline
  readonly observables: readonly Observable[]
  /** ATT&CK technique ids, upper case: T1110, T1059.001. */
  readonly techniques: readonly string[]
  /** The tool's rule, signature or check that fired. */
  readonly rule: string | null
  readonly url: string | null
  readonly labels: Readonly<Record<string, string>>
  /** Fields that were missing or of another type than published: the event is kept and marked. */
  readonly partial: readonly string[]
  /** Which of the tool's words its value map did not know: their meaning here is the map's default. Counted by source. */
  readonly defaulted: readonly ("severity" | "status")[]
}

/**
 * What an adapter makes of one delivery. `ignored` says in a few words why there are no events (a test ping, a
 * handshake, telemetry): the delivery is accepted and makes no alert.
 */
export type Normalised =
  | { readonly events: readonly CanonicalEvent[]; readonly ignored: null }
  | { readonly events: readonly []; readonly ignored: string }

/**
 * The contract of one tool's format: pure, no clock, no database. Returning is normal for every body, however odd;
 * throwing (or `UnreadableBody`) sends the delivery to quarantine with the message as its reason.
 */
export type Adapter = {
  /** The word in the ingest URL: `/ingest/v1/{key}`. */
  readonly key: string
  /** The tool's name as its vendor writes it. */
  readonly label: string
  readonly discipline: Discipline
  /** The tool writes nothing at all where it found nothing. */
  readonly isSilentWhenClean?: true
  /**
   * @param settings what an administrator saved for this source, for the one adapter whose reading is data (`mapped`):
   *   unread JSON, or null where nothing has been saved. The others have no use for it.
   */
  normalise(body: Body, settings?: unknown): Normalised
}

export function ignored(reason: string): Normalised {
  return { events: [], ignored: reason }
}

export function events(list: readonly CanonicalEvent[]): Normalised {
  return list.length > 0 ? { events: list, ignored: null } : ignored("no events in the payload")
}
