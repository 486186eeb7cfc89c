import type { Severity } from "../alerts/severity.ts"
import type { CanonicalEvent, Category, Discipline, Observable } from "./adapter.ts"
import type { TimeRead } from "./timestamp.ts"
import type { Mapped } from "./value-map.ts"

/** What an adapter says of an event; everything left out is absent from the payload. */
export type EventDraft = {
  readonly discipline: Discipline
  readonly category: Category
  readonly title: string
  readonly dedupeKey: readonly (string | null)[]
  readonly groupKey: readonly (string | null)[]
  /** Absent for tools that only ever report problems. */
  readonly status?: Mapped<CanonicalEvent["kind"]>
  /** Absent or without a word: `medium`. */
  readonly severity?: Mapped<Severity>
  readonly time?: TimeRead
  readonly description?: string | null
  readonly externalId?: string | null
  readonly asset?: string | null
  readonly rule?: string | null
  readonly url?: string | null
  readonly observables?: readonly Observable[]
  readonly techniques?: readonly string[]
  readonly labels?: Readonly<Record<string, string>>
  /** Fields the vendor always sends, by the name of its documentation: those without a value are listed in `partial`. */
  readonly expects?: Readonly<Record<string, string | null>>
}

/** The event of a draft, with every remark on it gathered in `partial`. */
export function canonicalEvent(draft: EventDraft): CanonicalEvent {
  const { expects = {}, status, severity, time, ...given } = draft
  const missing = Object.keys(expects).filter((field) => expects[field] === null)
  return {
    description: null,
    externalId: null,
    asset: null,
    rule: null,
    url: null,
    observables: [],
    techniques: [],
    labels: {},
    ...given,
    kind: status?.value ?? "firing",
    sourceStatus: status?.word ?? null,
    severity: severity?.value ?? "medium",
    sourceSeverity: severity?.word ?? null,
    occurredAt: time?.value ?? null,
    partial: [...(severity?.partial ?? []), ...(status?.partial ?? []), ...(time?.partial ?? []), ...missing],
    defaulted: [
      ...(severity?.partial.length ? (["severity"] as const) : []),
      ...(status?.partial.length ? (["status"] as const) : []),
    ],
  }
}
