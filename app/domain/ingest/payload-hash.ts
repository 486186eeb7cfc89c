import { hash } from "node:crypto"
import { globMatches } from "../matching/glob.ts"
import type { CanonicalEvent } from "./adapter.ts"

/** Fields of an event that an administrator may leave out of the comparison, beside any label and any observable's type. */
export const ignorableFields = [
  "title",
  "description",
  "severity",
  "sourceSeverity",
  "sourceStatus",
  "asset",
  "category",
  "rule",
  "observables",
  "techniques",
  "labels",
] as const

/** True for what an ignore field may be: a field, `labels.NAME` (with `*` and `?`) or `entity.TYPE`. */
export function isIgnoreField(path: string): boolean {
  return (ignorableFields as readonly string[]).includes(path) || /^(labels|entity)\.[^\s]{1,100}$/.test(path)
}

/**
 * SHA-256 of what an event says: two with the same hash are the same sighting sent twice.
 *
 * Left out are what differs in every copy: the time, the tool's id of the event, links into the tool, labels that are
 * named like a time or a running number, and what the source's administrators ignore.
 */
export function payloadHashOf(event: CanonicalEvent, ignore: readonly string[] = []): string {
  const skips = new Set(ignore)
  const keep = (name: string, value: unknown) => (skips.size > 0 && skips.has(name) ? null : value)
  const said = [
    event.kind,
    keep("title", event.title),
    keep("description", event.description),
    keep("severity", event.severity),
    keep("sourceSeverity", event.sourceSeverity),
    keep("sourceStatus", event.sourceStatus),
    keep("asset", event.asset),
    keep("category", event.category),
    keep("rule", event.rule),
    keep("techniques", event.techniques),
    keep(
      "observables",
      skips.size > 0 ? event.observables.filter((o) => !skips.has(`entity.${o.type}`)) : event.observables,
    ),
    keep("labels", labelsSaid(event.labels, ignore)),
  ]
  return hash("sha256", JSON.stringify(said), "base64url")
}

function labelsSaid(labels: Readonly<Record<string, string>>, ignore: readonly string[]): string[] {
  const globs = ignore.flatMap((path) => (path.startsWith("labels.") ? [path.slice("labels.".length)] : []))
  const said: string[] = []
  for (const name of Object.keys(labels).sort()) {
    if (isVolatile(name) || globs.some((glob) => globMatches(glob, name))) continue
    said.push(name, labels[name] ?? "")
  }
  return said
}

/** Names seen before, with what they are: tools use the same few over and over. */
const known = new Map<string, boolean>()

/** True for a name that stands for a time, a duration so far, or a number or id of the event itself. */
export function isVolatile(name: string): boolean {
  const before = known.get(name)
  if (before !== undefined) return before
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "")
  const last = words.at(-1) ?? ""
  const lastTwo = words.slice(-2).join("")
  const answer = volatileWords.has(last) || volatilePairs.has(last) || volatilePairs.has(lastTwo)
  if (known.size < 10_000) known.set(name, answer)
  return answer
}

const volatileWords = new Set([
  ...["time", "timestamp", "ts", "date", "datetime", "epoch", "clock", "at"],
  ...["seq", "sequence", "duration", "uptime", "age", "elapsed"],
])

/** The id of a Windows event is what happened, not which time: it stays. */
const volatilePairs = new Set([
  ...["eventuuid", "eventguid", "recordid", "messageid", "requestid", "traceid", "spanid", "logid"],
  ...["sequencenumber", "recordnumber", "eventnumber", "seqno", "firstseen", "lastseen", "lastcheck"],
])
