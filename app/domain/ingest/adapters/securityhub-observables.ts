import type { Observable } from "../adapter.ts"
import { at, fieldsOf, firstText, listOf, text } from "../fields.ts"
import { findObservables, observable, pickObservables, scanObservables } from "../observables.ts"

const parts = ["Network", "NetworkPath", "Malware", "ThreatIntelIndicators", "Threats", "Action", "Process"]
const domains = ["Network.SourceDomain", "Network.DestinationDomain", "Action.DnsRequestAction.Domain"]

/** What there is to pivot on in a finding of Security Hub's format. */
export function findingObservables(finding: unknown): readonly Observable[] {
  const resources = listOf(at(finding, "Resources")).slice(0, 20)
  return [
    ...listOf(at(finding, "Vulnerabilities"))
      .slice(0, 100)
      .flatMap((item) => observable("cve", firstText(item, "Id"))),
    ...parts.flatMap((part) => scanObservables(at(finding, part))),
    ...pickObservables(finding, { domain: domains }),
    ...listOf(at(finding, "ThreatIntelIndicators"))
      .slice(0, 50)
      .flatMap((one) => observable("domain", firstText(one, "Value"))),
    ...ofProduct(at(finding, "ProductFields")),
    ...["Title", "Description"].flatMap((name) =>
      findObservables(firstText(finding, name)).filter(({ type }) => type !== "url"),
    ),
    ...resources.flatMap(ofResource),
  ]
}

/** GuardDuty's finding is flattened into names: `aws/guardduty/service/action/…/remoteIpDetails/ipAddressV4`. */
function ofProduct(fields: unknown): readonly Observable[] {
  return [
    ...scanObservables(fields).filter(({ type }) => type === "ip" || type === "hash"),
    ...Object.entries(fieldsOf(fields)).flatMap(([name, value]) =>
      /\/dnsRequestAction\/domain$/.test(name) ? observable("domain", text(value)) : [],
    ),
  ]
}

function ofResource(resource: unknown): readonly Observable[] {
  const details = at(resource, "Details")
  return [
    ...["IpV4Addresses", "IpV6Addresses"].flatMap((list) => [
      ...scanObservables(at(details, "AwsEc2Instance", list)),
      ...scanObservables(at(details, list)),
    ]),
    ...observable("user", firstText(details, ...users)),
  ]
}

const users = ["AwsIamAccessKey.UserName", "AwsIamAccessKey.PrincipalName", "AwsIamUser.UserName"]
