import { createHash } from "node:crypto"
import type { CanonicalEvent } from "./adapter.ts"
import { isNameless, uniqueObservables } from "./observables.ts"

const limits = {
  title: 500,
  description: 16_000,
  id: 1024,
  short: 500,
  label: 500,
  labels: 100,
  parts: 20,
} as const

/**
 * Makes an event fit to store and show, whatever the tool sent: NUL bytes become a visible mark, broken surrogates are
 * mended, lengths are capped, and the key `__proto__` is dropped. Applied to every event of every adapter.
 */
export function cleanEvent(event: CanonicalEvent): CanonicalEvent {
  return {
    ...event,
    title: clean(event.title, limits.title) || "(no title)",
    description: maybe(event.description, limits.description),
    sourceSeverity: maybe(event.sourceSeverity, limits.short),
    sourceStatus: maybe(event.sourceStatus, limits.short),
    externalId: named(event.externalId, limits.id),
    dedupeKey: event.dedupeKey.slice(0, limits.parts).map(keyPart),
    groupKey: event.groupKey.slice(0, limits.parts).map(keyPart),
    asset: named(event.asset, limits.short),
    rule: maybe(event.rule, limits.short),
    url: cleanUrl(event.url),
    observables: uniqueObservables(
      event.observables.map(({ type, value }) => ({ type, value: clean(value, 2048) })),
    ),
    techniques: [...new Set(event.techniques)].slice(0, 50),
    labels: cleanLabels(event.labels),
    partial: event.partial.slice(0, 50).map((field) => clean(field, limits.short)),
  }
}

/** @param max characters kept */
export function clean(text: string, max: number): string {
  // Cut before mending: a cut goes through a surrogate pair as likely as not.
  return text.trim().slice(0, max).toWellFormed().replaceAll("\0", "\uFFFD").trim()
}

function maybe(text: string | null, max: number): string | null {
  return text === null ? null : clean(text, max) || null
}

/** `-` and `N/A` are no names of anything. */
function named(text: string | null, max: number): string | null {
  return text === null || isNameless(text) ? null : maybe(text, max)
}

/** A part of an identity is not cut: what differs beyond the limit differs in its hash. */
function keyPart(part: string | null): string | null {
  if (part === null || part.length <= limits.id) return maybe(part, limits.id)
  const sha256 = createHash("sha256").update(part.trim()).digest("base64url")
  return maybe(`${clean(part, limits.short)}… sha256:${sha256}`, limits.id)
}

/** Only a link that a browser opens as a web page is one; anything else could run. */
function cleanUrl(url: string | null): string | null {
  const given = maybe(url, 2048)
  return given && /^https?:\/\//i.test(given) && URL.canParse(given) ? given : null
}

function cleanLabels(labels: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(labels).filter(([key]) => key !== "__proto__" && key !== "constructor")
  return Object.fromEntries(
    entries
      .slice(0, limits.labels)
      .map(([key, value]) => [clean(key, 200) || "-", clean(value, limits.label)]),
  )
}
