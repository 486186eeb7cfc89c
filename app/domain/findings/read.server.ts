import { notFound } from "#app/kernel/errors.ts"
import type { FindingId, IncidentId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import { severityOfRank } from "../alerts/severity.ts"
import type { Page } from "../paging.ts"
import type { AgeBucket } from "./ageing.ts"
import type { FindingFilter } from "./filter.ts"
import type { Acceptance, FindingView } from "./finding.ts"
import {
  countByAge,
  countFindings,
  selectFinding,
  selectFindings,
  selectOfIncident,
} from "./list.store.server.ts"
import { selectAcceptances, selectHistory, selectSightings } from "./store.server.ts"

/** Entries of a finding's history and of its sightings that are shown at most. */
export const entriesShown = 100

/** Findings, the nearest deadline first. */
export function listFindings(
  t: ReadTx<"alerts.read">,
  filter: FindingFilter,
  page: { readonly after?: string; readonly limit: number },
): Promise<Page<FindingView>> {
  return selectFindings(t, filter, page)
}

/** What of a client's own systems is still there, accepted risks included; what was judged to be none is left out. */
export function listOwnFindings(
  t: ReadTx<"own.read">,
  page: { readonly after?: string; readonly limit: number },
): Promise<Page<FindingView>> {
  return selectFindings(t, { states: ["open", "mitigated", "accepted"] }, page)
}

/** @throws DomainError `not_found` */
export async function readFinding(t: ReadTx<"alerts.read">, id: FindingId): Promise<FindingView> {
  const finding = await selectFinding(t, id)
  if (!finding) throw notFound("Finding")
  return finding
}

/** How many match, counted to `cap` at most, and how long those that are still there are known. */
export async function summariseFindings(
  t: ReadTx<"alerts.read">,
  filter: FindingFilter,
  cap: number,
): Promise<{ readonly matching: number; readonly ages: ReadonlyMap<AgeBucket, number> }> {
  return { matching: await countFindings(t, filter, cap), ages: await countByAge(t, filter) }
}

/** Because of which findings an incident was opened. */
export function listFindingsOfIncident(t: ReadTx<"alerts.read">, id: IncidentId): Promise<FindingView[]> {
  return selectOfIncident(t, id)
}

export async function listSightings(t: ReadTx<"alerts.read">, id: FindingId) {
  const rows = await selectSightings(t, id, entriesShown)
  return rows.map((row) => ({ ...row, severity: severityOfRank(row.severity) }))
}

export function listHistory(t: ReadTx<"alerts.read">, id: FindingId) {
  return selectHistory(t, id, entriesShown)
}

/** What was asked and decided about living with it, newest first. */
export function listAcceptances(t: ReadTx<"alerts.read">, id: FindingId): Promise<readonly Acceptance[]> {
  return selectAcceptances(t, id)
}
