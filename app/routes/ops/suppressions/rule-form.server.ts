import { withTenantOf } from "#app/auth/guards.server.ts"
import type { Person } from "#app/auth/principal.ts"
import { readMatcher } from "#app/domain/matching/read-matcher.ts"
import { createSuppression } from "#app/domain/suppressions/create.server.ts"
import { lookAtSuppression } from "#app/domain/suppressions/preview.server.ts"
import { type NewSuppression, newSuppression } from "#app/domain/suppressions/rule.ts"
import { DomainError, invalid } from "#app/kernel/errors.ts"
import { type AlertId, isId, parseId, type TenantId } from "#app/kernel/ids.ts"
import type { Matcher } from "#app/domain/matching/matcher.ts"
import { locate } from "#db/locate.ts"
import { type Asked, type Previews, previewTurn, takeAsked } from "./preview-turn.server.ts"

const subject = "suppression rule"

/** What the rule in the form would have done, at each client chosen; or more of what it was asked before. */
export async function previewRule(person: Person, form: FormData): Promise<Previews> {
  const asked = takeAsked(person, subject, form)
  return previewTurn(person, subject, asked, looksOf(asked))
}

function looksOf({ form, looks }: Asked) {
  const clients = clientsOf(form)
  const matcher = matcherOf(form)
  return clients.map((client, i) => [client, lookAtSuppression(client, matcher, looks[i] ?? null)] as const)
}

/** Makes the rule at each client chosen, one rule each. */
export async function createRules(person: Person, form: FormData): Promise<void> {
  const { clients, wanted, from } = ruleOf(form)
  const at = (client: TenantId) => ({ kind: "tenant", id: client }) as const
  // A client out of reach is refused before there is a rule at another.
  for (const client of clients)
    await withTenantOf(person, at(client), ["suppressions.manage"], async () => {})
  for (const client of clients)
    await withTenantOf(person, at(client), ["suppressions.manage"], async (t) => {
      const isFromHere = from !== null && (await locate(t, "alert", from)) !== undefined
      await createSuppression(t, { ...wanted, ...(isFromHere ? { createdFrom: from } : {}) })
    })
}

function ruleOf(form: FormData): {
  readonly clients: readonly TenantId[]
  readonly wanted: NewSuppression
  readonly from: AlertId | null
} {
  const fields: Record<string, string> = {}
  const clients = tried(fields, () => clientsOf(form))
  const matcher = tried(fields, () => matcherOf(form))
  const parsed = newSuppression.safeParse({
    name: form.get("name"),
    reason: form.get("reason"),
    validSeconds: Number(form.get("validSeconds")),
    hideOpen: form.get("hideOpen") === "yes",
    // What is wrong with the matcher has been told by its own fields.
    matcher: matcher ?? { mode: "all", conditions: [{ field: "title", op: "exists" }] },
  })
  for (const { path, message } of parsed.error?.issues ?? [])
    fields[String(path[0])] ??= message.charAt(0).toUpperCase() + message.slice(1)
  if (!parsed.success || !clients || Object.keys(fields).length > 0)
    throw invalid("Something in the form is not right yet.", fields)
  const from = String(form.get("from") ?? "")
  return { clients, wanted: parsed.data, from: isId(from) ? parseId("alert", from) : null }
}

/** Gathers what is wrong, so that all of it is told at once. */
function tried<T>(fields: Record<string, string>, read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    Object.assign(fields, error.fields)
    return null
  }
}

function clientsOf(form: FormData): TenantId[] {
  const ids = [...new Set(form.getAll("client").map(String))].filter(isId)
  if (ids.length === 0) throw invalid("Choose a client.", { client: "Choose one client or several." })
  return ids.map((id) => parseId("tenant", id))
}

function matcherOf(form: FormData): Matcher {
  const read = readMatcher(form)
  if (!read.ok) throw invalid("The conditions are not right yet.", read.error)
  return read.value
}
