import type { InboxTx } from "#db/inbox-door.ts"
import { type AlertDraft, openAlert } from "./alert-draft.ts"
import { findingMove } from "./finding-clock.ts"
import type { FindingDraft } from "./finding-draft.ts"
import { byLockOrder } from "./fold.ts"
import { foldFindings } from "./fold-findings.ts"
import type { IncomingEvent } from "./incoming.ts"
import { workOutMoves, writeClockMoves } from "./move-clocks.ts"
import { allWritten, unlessRaced } from "./raced.ts"
import { routeAlerts } from "./route.ts"
import type { SettingsByClient } from "./client-settings.ts"
import type { BatchSettings } from "./settings.ts"
import {
  insertFindings,
  insertSightings,
  insertTurns,
  lockFindings,
  updateFindings,
} from "./store/findings.ts"
import { readAssets } from "./store/assets.ts"

/**
 * Gives the scanners' events of a batch their effect on the register: findings, their sightings, history and clocks. The
 * caller writes the signals. Comes after everything that concerns alerts and incidents: findings are locked last.
 *
 * @throws RacedWithAnotherWorker when another worker added one of them a moment before
 */
export async function applyFindings(
  tx: InboxTx,
  events: readonly IncomingEvent[],
  settings: BatchSettings,
): Promise<void> {
  if (events.length === 0) return
  const [, latest] = await Promise.all([tx.plan("each"), lockFindings(tx, events)])
  const sightings = foldFindings(events, latest, settings)
  const findings = [...new Set(sightings.map(({ finding }) => finding))]
    .filter((finding) => finding.changed)
    .sort(byLockOrder)
  await routeFindings(tx, findings, settings.clients)
  const clocks = await workOutMoves(tx, findings.map(findingMove))
  await allWritten([
    unlessRaced(insertFindings(tx, findings), findings.filter((finding) => finding.isNew).length),
    updateFindings(tx, findings),
    insertSightings(tx, sightings),
    insertTurns(tx, findings),
    writeClockMoves(tx, clocks),
  ])
}

/** Routes what is new, came back or is rated anew as an alert of the same words would be. */
async function routeFindings(
  tx: InboxTx,
  findings: readonly FindingDraft[],
  clients: SettingsByClient,
): Promise<void> {
  const turned = findings.flatMap((finding): { finding: FindingDraft; alert: AlertDraft }[] =>
    finding.turned && finding.newest
      ? [{ finding, alert: openAlert({ ...finding.newest, severity: finding.severity }, null) }]
      : [],
  )
  const alerts = turned.map(({ alert }) => alert)
  routeAlerts(alerts, clients, await readAssets(tx, alerts))
  for (const { finding, alert } of turned) {
    finding.priority = alert.priority
    finding.discipline = alert.discipline
    finding.serviceId = alert.serviceId ?? finding.serviceId
    finding.assetId = alert.assetId ?? finding.assetId
  }
}
