import { sql } from "drizzle-orm"
import { hidingWindowOf } from "#app/domain/maintenance/stored.ts"
import { matcher } from "#app/domain/matching/matcher.ts"
import { defaultPolicy, ownPolicy } from "#app/domain/routing/policy.ts"
import type { RoutedService } from "#app/domain/routing/route.ts"
import { hidingRuleOf } from "#app/domain/suppressions/stored.ts"
import type { MaintenanceWindowId, ServiceId, SuppressionRuleId, TenantId } from "#app/kernel/ids.ts"
import { type Instant, instant } from "#app/kernel/time.ts"
import { writeInstant } from "#db/columns.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import type { ClientSettings, SettingsByClient } from "../client-settings.ts"
import { remembered } from "../remembered.ts"

/** Each setting as the text of its JSON: what was read once is known again by it. */
type Row = {
  readonly id: TenantId
  readonly name: string
  readonly policy: string
  readonly services: string
  readonly rules: string
  readonly windows: string
}

/**
 * What these clients' alerts go by, in one look: every statement of a batch costs it a quarter of a millisecond. The
 * transaction has to be narrowed to them.
 *
 * @param since rules and windows that held at this moment or later are among them: a delivery may have waited
 */
export async function readClientSettings(
  tx: InboxTx,
  clients: readonly TenantId[],
  since: Instant,
): Promise<SettingsByClient> {
  const from = sql`${writeInstant(since)}::timestamptz`
  const rows = await tx.sql.execute<Row>(sql`
    select c.id, c.name, coalesce((select r.policy from client_routing r where r.tenant_id = c.id)::text, 'null') as policy,
      (select coalesce(json_agg(json_build_object('id', s.id, 'name', s.name, 'criticality', s.criticality, 'matcher', s.matcher)
          order by s.name, s.id), '[]')::text
        from services s where s.tenant_id = c.id and s.archived_at is null) as services,
      (select coalesce(json_agg(json_build_object('id', r.id, 'matcher', r.matcher, 'createdAt', r.created_at,
          'expiresAt', r.expires_at, 'endedAt', r.ended_at) order by r.id), '[]')::text
        from suppression_rules r where r.tenant_id = c.id and r.expires_at > ${from}
          and (r.ended_at is null or r.ended_at > ${from})) as rules,
      (select coalesce(json_agg(json_build_object('id', w.id, 'scope', w.scope, 'startsAt', w.starts_at, 'endsAt', w.ends_at,
          'recurrence', w.recurrence, 'timeZone', w.time_zone, 'cancelledAt', w.cancelled_at) order by w.id), '[]')::text
        from maintenance_windows w where w.tenant_id = c.id and w.ends_at > ${from}
          and (w.cancelled_at is null or w.cancelled_at > ${from})) as windows
    from unnest(${`{${clients.join(",")}}`}::uuid[]) as k(t) join clients c on c.id = k.t`)
  return new Map(rows.map((row) => [row.id, settings(row)]))
}

function settings(row: Row): ClientSettings {
  const policy = readPolicy(row.policy)
  return {
    routing: {
      policy: policy.own ?? defaultPolicy,
      policyOf: policy.own ? row.name : null,
      services: readServices(row.services),
    },
    suppressors: { rules: readRules(row.rules), windows: readWindows(row.windows) },
  }
}

const readPolicy = remembered((text) => ({ own: ownPolicy(JSON.parse(text)) }))

const readServices = remembered((text) =>
  listIn<RoutedService & { readonly id: ServiceId }>(text).map((service): RoutedService => {
    const parsed = matcher.safeParse(service.matcher)
    return { ...service, matcher: parsed.success ? parsed.data : null }
  }),
)

type RuleJson = {
  id: SuppressionRuleId
  matcher: unknown
  createdAt: string
  expiresAt: string
  endedAt: string | null
}

const readRules = remembered((text) =>
  listIn<RuleJson>(text).map((rule) =>
    hidingRuleOf({
      ...rule,
      createdAt: instant(rule.createdAt),
      expiresAt: instant(rule.expiresAt),
      endedAt: maybe(rule.endedAt),
    }),
  ),
)

type WindowJson = {
  readonly id: MaintenanceWindowId
  readonly scope: unknown
  readonly startsAt: string
  readonly endsAt: string
  readonly recurrence: unknown
  readonly timeZone: string
  readonly cancelledAt: string | null
}

const readWindows = remembered((text) =>
  listIn<WindowJson>(text).map((window) =>
    hidingWindowOf({
      ...window,
      startsAt: instant(window.startsAt),
      endsAt: instant(window.endsAt),
      cancelledAt: maybe(window.cancelledAt),
    }),
  ),
)

const listIn = <T>(text: string) => JSON.parse(text) as readonly T[]
const maybe = (text: string | null) => (text === null ? null : instant(text))
