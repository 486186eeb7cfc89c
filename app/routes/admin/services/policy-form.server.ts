import { impacts, type Priority } from "#app/domain/incidents/priority.ts"
import { disciplines } from "#app/domain/ingest/adapter.ts"
import { readMatcher } from "#app/domain/matching/read-matcher.ts"
import { type RoutingPolicy, routingOverride, routingPolicy, type Tier } from "#app/domain/routing/policy.ts"
import { invalid, notFound } from "#app/kernel/errors.ts"

/** The policy after what a form of the routing tab asks for. @throws DomainError `invalid`, each complaint beside its field */
export function changedPolicy(act: string, policy: RoutingPolicy, form: FormData): RoutingPolicy {
  switch (act) {
    case "matrix":
      return checked({ ...policy, ...matrixOf(form) })
    case "override":
      return checked({ ...policy, overrides: withOverride(policy, form) })
    case "remove-override": {
      const at = placeOf(policy, form)
      return { ...policy, overrides: policy.overrides.filter((_, i) => i !== at) }
    }
    case "move-override": {
      const at = placeOf(policy, form)
      const [moved] = policy.overrides.slice(at, at + 1)
      const to = Math.max(0, at + (form.get("by") === "1" ? 1 : -1))
      return moved
        ? { ...policy, overrides: policy.overrides.toSpliced(at, 1).toSpliced(to, 0, moved) }
        : policy
    }
    default:
      throw invalid("The form is incomplete. Reload the page and try again.")
  }
}

const priorities = [1, 2, 3, 4] as const

function matrixOf(form: FormData): Pick<RoutingPolicy, "matrix" | "tiers"> {
  const cells = (row: string, count: number) =>
    Array.from({ length: count }, (_, i) => Number(form.get(`${row}.${i}`)))
  return {
    matrix: Object.fromEntries(
      impacts.map((impact) => [impact, cells(impact, 5) as Priority[]]),
    ) as unknown as RoutingPolicy["matrix"],
    tiers: Object.fromEntries(
      disciplines.map((desk) => [desk, cells(desk, priorities.length) as Tier[]]),
    ) as unknown as RoutingPolicy["tiers"],
  }
}

function withOverride(policy: RoutingPolicy, form: FormData) {
  const matcher = readMatcher(form)
  if (!matcher.ok) throw invalid("A condition is not right yet.", matcher.error)
  const number = (name: string) => (form.get(name) ? Number(form.get(name)) : undefined)
  const parsed = routingOverride.safeParse({
    name: String(form.get("name") ?? ""),
    matcher: matcher.value,
    set: {
      discipline: form.get("discipline") || undefined,
      tier: number("tier"),
      impact: form.get("impact") || undefined,
      priority: number("priority"),
    },
  })
  if (!parsed.success) {
    const fields: Record<string, string> = {}
    for (const { path, message } of parsed.error.issues)
      fields[path[0] === "name" ? "name" : path[0] === "matcher" ? "match" : "set"] ??= `It ${message}.`
    throw invalid("The override is not right yet.", fields)
  }
  const at = form.get("at")
  return at === null || at === ""
    ? [...policy.overrides, parsed.data]
    : policy.overrides.toSpliced(placeOf(policy, form), 1, parsed.data)
}

/** Overrides are named as well as numbered: a page that is out of date changes none but the one it showed. */
function placeOf(policy: RoutingPolicy, form: FormData): number {
  const at = Number(form.get("at"))
  if (policy.overrides[at]?.name !== form.get("was")) throw notFound("Override")
  return at
}

function checked(policy: RoutingPolicy): RoutingPolicy {
  const parsed = routingPolicy.safeParse(policy)
  if (!parsed.success) throw invalid("Every cell is a priority from P1 to P4 or a tier from 1 to 3.")
  return parsed.data
}
