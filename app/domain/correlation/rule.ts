import * as z from "zod"
import type { CorrelationRuleId, TenantId } from "#app/kernel/ids.ts"
import { severities } from "../alerts/severity.ts"
import { opensIncidentFrom, resolvePolicies, sameGroupRule } from "../incidents/correlation.ts"
import { condition, matcher } from "../matching/matcher.ts"

/** A field as conditions name it: also `labels.<name>`, `entity.<type>` and `source`. */
export const field = condition.shape.field

const day = 24 * 60

/** A sliding window never spans more than this, however long alerts keep coming. */
export const slidingCapSeconds = day * 60

/** Alerts an incident takes where its rule says nothing else. The excess goes to a sibling. */
export const maxAlertsDefault = 150

/** Where alerts wait for more of their kind, so many are looked at, at most. */
export const minAlertsMost = 100

/** How a rule makes incidents of the alerts it matches: what is stored beside its name, place and clients. */
export const ruleDefinition = z
  .object({
    /** Only alerts of this discipline; null for both. */
    discipline: z.enum(["noc", "soc"]).nullable().default(null),
    matcher,
    /** Alerts with the same values of these fields belong together. Without any, all of a client's do. */
    groupBy: z.array(field).max(5).default([]),
    /** `fixed` counts from the incident's first alert, `sliding` from its latest, 24 hours in all. */
    window: z.object({ kind: z.enum(["fixed", "sliding"]), minutes: z.int().min(1).max(day) }),
    /** Fewer open nothing: they wait. */
    minAlerts: z.int().min(1).max(minAlertsMost).default(1),
    /** Alerts that wait have to show so many values of a field besides. */
    minDistinct: z
      .object({ field, count: z.int().min(2).max(minAlertsMost) })
      .nullable()
      .default(null),
    maxAlerts: z.int().min(2).max(500).default(maxAlertsDefault),
    create: z.enum(["incident", "candidate"]).default("incident"),
    titleTemplate: z.string().trim().min(1).max(200),
    /** The worst of its alerts, or always the same. */
    severity: z.enum(["max", ...severities.slice(0, 4)]).default("max"),
    /** A resolved incident comes back for alerts within this time; 0 for never. */
    reopenWindowMinutes: z
      .int()
      .min(0)
      .max(7 * day)
      .default(30),
    resolvePolicy: z.enum(resolvePolicies).default("all-cleared"),
    resolveDelaySeconds: z
      .int()
      .min(0)
      .max(day * 60)
      .default(300),
    /** Closed by itself after so long without anything new; null for never. */
    inactivityCloseMinutes: z
      .int()
      .min(5)
      .max(30 * day)
      .nullable()
      .default(null),
    /** What happens while too few alerts wait: nothing, or later rules are looked at. */
    stop: z.enum(["first-match", "continue"]).default("first-match"),
  })
  .refine((d) => d.minAlerts <= d.maxAlerts, {
    path: ["minAlerts"],
    message: "is more than the incident may hold",
  })
  .refine((d) => !d.minDistinct || d.minDistinct.count <= d.maxAlerts, {
    path: ["minDistinct"],
    message: "is more than the incident may hold",
  })
export type RuleDefinition = z.infer<typeof ruleDefinition>

/** A rule with its name, where it applies and whether it does. */
export type CorrelationRule = Omit<RuleDefinition, "window"> & {
  /** Null for the last rule, which nobody wrote. */
  readonly id: CorrelationRuleId | null
  readonly name: string
  /** Null for every client. */
  readonly clients: readonly TenantId[] | null
  /** Null: as long as the incident is open. */
  readonly window: RuleDefinition["window"] | null
  /** The least severity that opens an incident, 1 critical to 5 info. Lesser alerts only join. */
  readonly opensFrom: number
}

/** A rule of the list that people keep. */
export type KeptRule = {
  readonly id: CorrelationRuleId
  readonly name: string
  readonly clients: readonly TenantId[] | null
  readonly definition: RuleDefinition
  readonly position: number
  readonly enabled: boolean
  /** Grows with every save. */
  readonly version: number
}

/**
 * What becomes of alerts no other rule takes: those of one source whose rule or alert name is the same belong to one
 * incident while it is open. An adapter says which that is (`groupKey`), so no fields are named here.
 */
export const lastRule: CorrelationRule = {
  id: null,
  name: sameGroupRule,
  clients: null,
  discipline: null,
  matcher: { mode: "all", conditions: [] },
  groupBy: [],
  window: null,
  minAlerts: 1,
  minDistinct: null,
  maxAlerts: maxAlertsDefault,
  create: "incident",
  titleTemplate: "{title} on {asset}",
  severity: "max",
  reopenWindowMinutes: 30,
  resolvePolicy: "all-cleared",
  resolveDelaySeconds: 300,
  inactivityCloseMinutes: null,
  stop: "first-match",
  opensFrom: opensIncidentFrom,
}

/** The rules as alerts meet them: the enabled ones in their order, then the last. */
export function rulesInForce(kept: readonly KeptRule[]): CorrelationRule[] {
  const enabled = kept.filter((rule) => rule.enabled).sort((a, b) => a.position - b.position)
  return [...enabled.map(ruleOf), lastRule]
}

const everythingButInformation = 4

function ruleOf({ id, name, clients, definition }: KeptRule): CorrelationRule {
  return { ...definition, id, name, clients, opensFrom: everythingButInformation }
}
