import * as z from "zod"
import { ruleDefinition } from "#app/domain/correlation/rule.ts"
import type { WantedRule } from "#app/domain/correlation/wanted.ts"
import { readMatcher } from "#app/domain/matching/read-matcher.ts"
import { invalid } from "#app/kernel/errors.ts"
import { isId, type TenantId } from "#app/kernel/ids.ts"

const named = z.object({ name: z.string().trim().min(1, "give it a name").max(100) })

/** Reads a rule out of its form. @throws DomainError `invalid`, each complaint beside its field */
export function readRule(form: FormData): WantedRule {
  const text = (name: string) => String(form.get(name) ?? "").trim()
  const number = (name: string) => (text(name) === "" ? undefined : Number(text(name)))
  const errors: Record<string, string> = {}
  const note = (field: string, words: string) => {
    errors[field] ??= words.charAt(0).toUpperCase() + words.slice(1)
  }

  const name = named.safeParse({ name: text("name") })
  if (!name.success) note("name", name.error.issues[0]?.message ?? "")
  const matcher = readMatcher(form, { required: false })
  if (!matcher.ok) Object.assign(errors, matcher.error)
  const clients = form.getAll("client").map(String)
  if (!clients.every(isId)) note("client", "one of the clients is unknown; load the page again")
  if (text("scope") === "some" && clients.length === 0) note("client", "tick at least one client")

  const distinctField = text("distinctField")
  const definition = ruleDefinition.safeParse({
    discipline: text("discipline") || null,
    matcher: matcher.ok ? matcher.value : { conditions: [] },
    groupBy: [...form.getAll("groupBy").map(String), ...listOf(text("groupByNamed"))],
    window: { kind: text("windowKind"), minutes: number("windowMinutes") },
    minAlerts: number("minAlerts"),
    minDistinct: distinctField === "" ? null : { field: distinctField, count: number("distinctCount") },
    maxAlerts: number("maxAlerts"),
    create: text("create"),
    titleTemplate: text("titleTemplate"),
    severity: text("severity"),
    reopenWindowMinutes: number("reopenWindowMinutes"),
    resolvePolicy: text("resolvePolicy"),
    resolveDelaySeconds: minutesToSeconds(number("resolveDelayMinutes")),
    inactivityCloseMinutes: number("inactivityCloseMinutes") ?? null,
    stop: text("stop"),
  })
  if (!definition.success)
    for (const { path, message } of definition.error.issues) note(inputOf(path), sentenceOf(path, message))
  if (!name.success || !matcher.ok || !definition.success || Object.keys(errors).length > 0)
    throw invalid("Something in the form is not right yet.", errors)
  return {
    name: name.data.name,
    enabled: form.get("enabled") === "yes",
    clients: text("scope") === "some" ? (clients as TenantId[]) : null,
    definition: definition.data,
  }
}

const listOf = (text: string) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")

const minutesToSeconds = (minutes: number | undefined) => (minutes === undefined ? undefined : minutes * 60)

/** The field of the form behind a part of the definition. */
function inputOf(path: readonly PropertyKey[]): string {
  const [part, sub] = path.map(String)
  switch (part) {
    case "window":
      return sub === "kind" ? "windowKind" : "windowMinutes"
    case "minDistinct":
      return sub === "count" ? "distinctCount" : "distinctField"
    case "resolveDelaySeconds":
      return "resolveDelayMinutes"
    case "groupBy":
      return "groupByNamed"
    default:
      return part ?? "form"
  }
}

/** What to do, where the schema only says what is wrong. */
function sentenceOf([part]: readonly PropertyKey[], message: string): string {
  switch (part) {
    case "groupBy":
      return "at most five fields; write labels as labels.site, observables as entity.ip"
    case "titleTemplate":
      return "write up to 200 characters, such as {rule} on {asset}"
    case "window":
      return "between 1 minute and 24 hours (1440)"
    default:
      return message
  }
}
