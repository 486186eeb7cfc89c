import type { Correlatable } from "#app/domain/correlation/claims.ts"
import {
  type CorrelationRule,
  type KeptRule,
  ruleDefinition,
  rulesInForce,
} from "#app/domain/correlation/rule.ts"
import { newId } from "#app/kernel/ids.ts"
import { instant, plusSeconds } from "#app/kernel/time.ts"

export const start = instant("2026-11-20T12:00:00Z")
export const at = (minutes: number) => plusSeconds(start, minutes * 60)
const acme = newId<"tenant">()
/** A client other than that of the alerts made here. */
export const globex = newId<"tenant">()

let made = 0
/** An alert as correlation sees it: of Acme, at noon, high. */
export function alert(more: Partial<Correlatable> = {}): Correlatable {
  const id = newId<"alert">()
  return {
    ...{ tenantId: acme, id, fingerprint: `f${++made}`, groupKey: "group", firstSeenAt: start, flags: [] },
    ...{ suppressedBy: null, title: "Disk full", description: null, severity: 2, discipline: "noc" },
    ...{ category: "capacity", asset: "db-1", rule: "DiskFull", sourceId: newId(), tool: "generic" },
    ...{ serviceId: null, url: null, techniques: [], observables: [], labels: {} },
    ...more,
  }
}

/** A rule as it is kept, with what a definition leaves out. */
export function kept(definition: object, more: Partial<KeptRule> = {}): KeptRule {
  return {
    ...{
      id: newId<"correlation-rule">(),
      name: "Rule",
      clients: null,
      position: 1,
      enabled: true,
      version: 1,
    },
    definition: ruleDefinition.parse({
      ...{ matcher: { conditions: [] }, window: { kind: "sliding", minutes: 30 }, titleTemplate: "{rule}" },
      ...definition,
    }),
    ...more,
  }
}

/** The same as it is in force. */
export const rule = (definition: object = {}) => rulesInForce([kept(definition)])[0] as CorrelationRule
