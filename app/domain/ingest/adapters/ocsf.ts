import { type Adapter, ignored } from "../adapter.ts"
import { awsDocumentsOf, awsHandshake } from "../aws-envelope.ts"
import { eventsOf } from "../documents.ts"
import { firstText } from "../fields.ts"
import { isOcsf, isOcsfFinding, ocsfFindingEvent } from "../ocsf-finding.ts"
import { entriesOf, isEmptyPage } from "../pages.ts"
import { UnreadableBody } from "../unreadable-body.ts"

/**
 * Events of the Open Cybersecurity Schema Framework, from whichever product, also as AWS wraps them. Findings are alerts;
 * activity of systems, networks and identities is telemetry.
 *
 * @see https://schema.ocsf.io/categories/findings
 */
export const ocsf: Adapter = {
  key: "ocsf",
  label: "OCSF",
  discipline: "soc",
  normalise(body) {
    const documents = awsDocumentsOf(body, "An OCSF source")
    const handshake = awsHandshake(documents)
    if (handshake) return handshake
    const lists = ["findings", "events", "Findings"]
    if (isEmptyPage(documents, ...lists)) return ignored("a list without events")
    const all = entriesOf(documents, ...lists)
    const known = all.filter((event) => isOcsf(event) || isOcsfFinding(event))
    if (known.length === 0) throw new UnreadableBody("no class_uid, as every OCSF event has")
    const findings = known.filter(isOcsfFinding)
    if (findings.length > 0) return eventsOf(findings, ocsfFindingEvent)
    const names = new Set(known.flatMap((event) => firstText(event, "class_name", "class_uid") ?? []))
    return ignored(`activity, not findings: ${[...names].slice(0, 5).join(", ").slice(0, 200)}`)
  },
}
