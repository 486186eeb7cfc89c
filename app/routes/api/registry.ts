import type { Operation } from "./operation.ts"
import * as alerts from "./operations/alerts.ts"
import * as acceptances from "./operations/finding-acceptances.ts"
import * as findings from "./operations/findings.ts"
import * as audit from "./operations/audit.ts"
import * as course from "./operations/course.ts"
import * as clients from "./operations/clients.ts"
import * as handoffs from "./operations/handoffs.ts"
import * as needToKnow from "./operations/need-to-know.ts"
import * as incidents from "./operations/incidents.ts"
import * as listeners from "./operations/listeners.ts"
import * as maintenance from "./operations/maintenance.ts"
import * as recipes from "./operations/recipes.ts"
import * as routing from "./operations/routing.ts"
import * as services from "./operations/services.ts"
import * as membership from "./operations/membership.ts"
import * as signatures from "./operations/signatures.ts"
import * as sla from "./operations/sla.ts"
import * as slaCorrections from "./operations/sla-corrections.ts"
import * as slaBindings from "./operations/sla-bindings.ts"
import * as slaRetirement from "./operations/sla-retirement.ts"
import * as slaCatalogue from "./operations/sla-catalogue.ts"
import * as sources from "./operations/sources.ts"
import * as suppressions from "./operations/suppressions.ts"

/** Every operation of the REST API. The OpenAPI description and the access tests are generated from this list. */
export const operations: readonly Operation[] = [
  clients.listClientsOperation,
  clients.createClientOperation,
  clients.readClientOperation,
  clients.updateClientOperation,
  sources.listSourcesOperation,
  sources.createSourceOperation,
  sources.readSourceOperation,
  sources.updateSourceOperation,
  sources.rotateSourceOperation,
  sources.deleteSourceOperation,
  recipes.listRecipesOperation,
  recipes.setRecipeOperation,
  listeners.listListenersOperation,
  listeners.addListenerOperation,
  listeners.removeListenerOperation,
  signatures.readSignatureOperation,
  signatures.requireSignatureOperation,
  signatures.dropSignatureOperation,
  suppressions.listSuppressionsOperation,
  suppressions.createSuppressionOperation,
  suppressions.endSuppressionOperation,
  maintenance.listMaintenanceOperation,
  maintenance.createMaintenanceOperation,
  maintenance.cancelMaintenanceOperation,
  services.listServicesOperation,
  services.createServiceOperation,
  services.changeServiceOperation,
  services.archiveServiceOperation,
  services.listAssetsOperation,
  services.createAssetOperation,
  services.changeAssetOperation,
  services.archiveAssetOperation,
  services.importAssetsOperation,
  routing.readRoutingOperation,
  routing.changeRoutingOperation,
  routing.createSharedSourceOperation,
  routing.listMapEntriesOperation,
  routing.addMapEntryOperation,
  routing.removeMapEntryOperation,
  routing.listUnroutedOperation,
  routing.assignUnroutedOperation,
  routing.dismissUnroutedOperation,
  alerts.listAlertsOperation,
  alerts.readAlertOperation,
  alerts.closeAlertOperation,
  alerts.readReceiptOperation,
  findings.listFindingsOperation,
  findings.readFindingOperation,
  findings.settleFindingOperation,
  findings.reopenFindingOperation,
  acceptances.acceptFindingOperation,
  acceptances.listAcceptancesOperation,
  acceptances.decideAcceptanceOperation,
  acceptances.withdrawAcceptanceOperation,
  findings.planFindingOperation,
  incidents.listIncidentsOperation,
  incidents.createIncidentOperation,
  incidents.readIncidentOperation,
  incidents.listIncidentClocksOperation,
  incidents.acknowledgeIncidentOperation,
  incidents.noteIncidentOperation,
  incidents.resolveIncidentOperation,
  incidents.reopenIncidentOperation,
  membership.mergeIncidentsOperation,
  membership.splitIncidentOperation,
  membership.addAlertsOperation,
  membership.releaseAlertsOperation,
  membership.approveCandidateOperation,
  membership.dismissCandidateOperation,
  course.holdIncidentOperation,
  course.releaseHoldOperation,
  course.confirmIncidentOperation,
  course.containIncidentOperation,
  course.noteImpactOperation,
  course.restoreServiceOperation,
  course.changeFlavourOperation,
  course.listTurnsOperation,
  handoffs.listAwaitedHandoffsOperation,
  handoffs.listHandoffsOperation,
  handoffs.requestHandoffOperation,
  handoffs.answerHandoffOperation,
  handoffs.recordClientApprovalOperation,
  needToKnow.restrictIncidentOperation,
  needToKnow.liftRestrictionOperation,
  sla.readAttainmentOperation,
  sla.listBreachesOperation,
  sla.listExclusionsOperation,
  sla.requestExclusionOperation,
  sla.noteBreachReasonOperation,
  slaCorrections.listCorrectionsOperation,
  slaCorrections.requestCorrectionOperation,
  slaCatalogue.listSlaCalendarsOperation,
  slaCatalogue.createSlaCalendarOperation,
  slaCatalogue.readSlaCalendarOperation,
  slaCatalogue.saveSlaCalendarOperation,
  slaCatalogue.listSlaPoliciesOperation,
  slaCatalogue.createSlaPolicyOperation,
  slaCatalogue.readSlaPolicyOperation,
  slaCatalogue.saveSlaPolicyOperation,
  slaBindings.listSlaBindingsOperation,
  slaBindings.bindSlaPolicyOperation,
  slaBindings.previewSlaPolicyOperation,
  slaBindings.endSlaPolicyOperation,
  slaRetirement.previewSlaRetirementOperation,
  slaRetirement.retireSlaPolicyOperation,
  slaRetirement.reactivateSlaPolicyOperation,
  audit.listAuditOperation,
]
