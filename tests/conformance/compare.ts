import type { Normalised } from "#app/domain/ingest/adapter.ts"
import { Temporal } from "#app/kernel/time.ts"

/** What a published sample says of itself. A missing key is not tested; without `ignore` there is at least one alert. */
export type Expected = {
  readonly alerts?: number
  readonly ignore?: boolean
  readonly title_contains?: string
  readonly severity?: string
  readonly status?: string
  readonly external_id?: string
  readonly asset?: string
  readonly occurred_at?: string | null
  readonly domain?: string
  readonly mitre?: readonly string[]
  readonly observables?: readonly string[]
}

/** What differs between a sample's expectation and what the adapter made of it; empty when nothing does. */
export function differences(expected: Expected, read: Normalised): string[] {
  const wrong: string[] = []
  const check = (what: string, want: unknown, got: unknown, same = want === got) => {
    if (!same) wrong.push(`${what} expected ${JSON.stringify(want)} got ${JSON.stringify(got)}`)
  }
  if (expected.alerts !== undefined) check("alerts", expected.alerts, read.events.length)
  if (expected.ignore) {
    check("ignored", true, read.events.length === 0)
    return wrong
  }
  const [first] = read.events
  if (!first) return wrong.length > 0 ? wrong : [`alerts expected at least 1 got 0 (${read.ignored})`]
  if (expected.title_contains !== undefined)
    check("title", expected.title_contains, first.title, first.title.includes(expected.title_contains))
  if (expected.severity !== undefined) check("severity", expected.severity, first.severity)
  if (expected.status !== undefined) check("status", expected.status, first.kind)
  if (expected.external_id !== undefined) check("external_id", expected.external_id, first.externalId)
  if (expected.asset !== undefined) check("asset", expected.asset, first.asset)
  if (expected.domain !== undefined) check("domain", expected.domain, first.discipline)
  if (expected.occurred_at !== undefined)
    check(
      "occurred_at",
      expected.occurred_at,
      first.occurredAt,
      sameInstant(expected.occurred_at, first.occurredAt),
    )
  for (const id of expected.mitre ?? []) check("mitre", id, first.techniques, first.techniques.includes(id))
  const values = new Set(first.observables.map((o) => o.value.toLowerCase()))
  for (const value of expected.observables ?? [])
    check("observable", value, [...values], values.has(value.toLowerCase()))
  return wrong
}

function sameInstant(want: string | null, got: string | null): boolean {
  if (want === null || got === null) return want === got
  return Temporal.Instant.compare(Temporal.Instant.from(want), Temporal.Instant.from(got)) === 0
}
