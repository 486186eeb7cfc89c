import type { CanonicalEvent } from "../adapter.ts"
import type { Severity } from "../../alerts/severity.ts"
import { severityWords } from "../severity-words.ts"
import { type Mapped, mapValue, type ValueMap } from "../value-map.ts"

/** Words that stand where tools write the state into a subject. */
const states: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    resolved: "resolved",
    ok: "resolved",
    recovery: "resolved",
    recovered: "resolved",
    cleared: "resolved",
    clear: "resolved",
    closed: "resolved",
    up: "resolved",
    normal: "resolved",
    "back to normal": "resolved",
    acknowledgement: "info",
    acknowledged: "info",
    problem: "firing",
    firing: "firing",
    alerting: "firing",
    alarm: "firing",
    alert: "firing",
    down: "firing",
    triggered: "firing",
    nodata: "firing",
    "no data": "firing",
  },
  otherwise: "firing",
}

/** Longest subject that is looked at. */
const maxSubject = 1000
const replies = /^(?:(?:re|fwd?|aw|wg)\s{0,3}:\s{0,3}){1,5}/i
/** `[RESOLVED]`, `RESOLVED:`, `** RECOVERY …`, `Resolved in 5m:`; and `… is UP`, `… is now OK`, `… recovered` at the end. */
const before =
  /^[\s*[({-]{0,5}(back to normal|no data|[a-z]{2,16})(?::\d{1,6})?(?: in (?:\d{1,5}\w{1,3} ?){1,4})?(?=[\])}:*]| (?:[-–|]|\w{1,12} alert\b))/i
const after =
  /\b(?:is|are|has|went|state|status)(?: now| been| changed to)?:? (ok|up|down|resolved|recovered|cleared|normal|back to normal|critical|warning|unknown)\b/i
const severity =
  /\b(critical|crit|fatal|emergency|disaster|error|major|severe|high|warning|warn|average|minor|low|info|informational|p[1-5]|sev ?[1-5])\b/i

/** What a subject says of the state: `[RESOLVED] Disk full`, `OK: web-1`, `web-1 is DOWN`. */
export function stateOf(subject: string): Mapped<CanonicalEvent["kind"]> {
  const text = bare(subject)
  const words = [before.exec(text)?.[1], after.exec(text)?.[1]]
  const word = words.find((w) => w !== undefined && Object.hasOwn(states.values, w.toLowerCase()))
  return mapValue(states, "subject", word ?? null)
}

/** From the subject's own words, else from the mail's priority: `X-Priority: 1`, `Importance: high`. */
export function severityOf(subject: string, priority: string | null): Mapped<Severity> {
  const word = severity.exec(bare(subject))?.[1]?.replace(" ", "")
  if (word) return mapValue(severityWords, "subject", word)
  const given = /^\s*([1-5]|high|urgent|normal|non-urgent|low)\b/i.exec(priority ?? "")?.[1]?.toLowerCase()
  const value = given === undefined ? undefined : priorities[given]
  return { value: value ?? "medium", word: given ?? null, partial: [] }
}

const priorities: Readonly<Record<string, Severity>> = {
  "1": "high",
  "2": "high",
  high: "high",
  urgent: "high",
  "3": "medium",
  normal: "medium",
  "4": "low",
  "5": "low",
  low: "low",
  "non-urgent": "low",
}

/** The problem a subject is about, the same from the first mail to the one that ends it: without state, severity and counts. */
export function problemOf(subject: string): string {
  const text = bare(subject)
  const rest = text
    .replace(before, " ")
    .replace(after, " ")
    .replace(/\b(?:problem|recovery|resolved|firing|alerting|ok|up|down)\b/gi, " ")
    .replace(new RegExp(severity.source, "gi"), " ")
    .replace(/[^\p{L}\p{N}./:_@%-]+/gu, " ")
    .replace(/(?<=^| )[:.%/_@-]+(?= |$)/g, " ")
    .replace(/\s+/g, " ")
    .replace(/^[\s:.-]+|[\s:.-]+$/g, "")
    .toLowerCase()
  return rest === "" ? text.toLowerCase().trim() : rest
}

/** A subject without `Re:` and `Fwd:`. */
export function bare(subject: string): string {
  return subject.slice(0, maxSubject).trim().replace(replies, "")
}
