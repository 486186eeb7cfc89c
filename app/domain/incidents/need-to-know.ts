import { conflict, DomainError } from "#app/kernel/errors.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import type { Reach } from "#app/kernel/scope.ts"
import type { Sight } from "#app/kernel/sight.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { Severity } from "../alerts/severity.ts"
import { type IncidentView, noHold } from "./incident.ts"
import type { Priority } from "./priority.ts"

/** What stands in the title's place, in the database and everywhere a title is shown, while an incident is need to know. */
export const standInTitle = "Need to know: title withheld"

/** Why there is nothing more to read. */
export const withheldWhy =
  "The SOC marked this incident need to know. Beyond its clocks and what your team is asked, only the SOC reads it."

/** Whether somebody with this sight reads all of an incident (specification 2.12.5). Row security decides by the same. */
export function visibleTo(
  sight: Sight,
  incident: { readonly tenantId: TenantId; readonly restrictedAt: Instant | null },
): boolean {
  return incident.restrictedAt === null || holds(sight.restricted, incident.tenantId)
}

/**
 * What is left of an incident for who does not need to know: which one it is, whose, how urgent, with which team and how far.
 * When it opened and when it is due are its clocks'.
 */
export function withheld(incident: IncidentView): IncidentView {
  const { id, reference, client, discipline, flavour, priority, stage, openedAt, dueAt, version } = incident
  return {
    ...{ id, reference, client, discipline, flavour, priority, stage, openedAt, dueAt, version },
    ...noHold,
    ...{ title: standInTitle, severity: severityOf[priority], openedBy: "", owner: null, resolution: null },
    ...{ sharedAt: null, acknowledgedAt: null, firstResolvedAt: null, resolvedAt: null },
    ...{ confirmedAt: null, containedAt: null, dismissedAt: null, mergedInto: null },
    ...{ alertCount: 0, isCandidate: false, lastActivityAt: openedAt, updatedAt: openedAt },
    ...{ restrictedAt: incident.restrictedAt, restriction: null, isWithheld: true },
  }
}

/** @throws DomainError `conflict` for what would carry its alerts or words to where anybody reads them */
export function requireUnrestricted(incident: { readonly restrictedAt: Instant | null }): void {
  if (incident.restrictedAt)
    throw conflict("It is need to know, and this would show what it is about to others. Lift that first.")
}

/** @throws DomainError `forbidden`, saying why, for who does not need to know */
export function requireVisible({ isWithheld }: Pick<IncidentView, "isWithheld">): void {
  if (isWithheld) throw new DomainError("forbidden", withheldWhy)
}

/** The severity its priority stands for: its own is withheld. */
const severityOf: Readonly<Record<Priority, Severity>> = { 1: "critical", 2: "high", 3: "medium", 4: "low" }

const holds = (reach: Reach, tenant: TenantId) => reach === "all" || reach.includes(tenant)
