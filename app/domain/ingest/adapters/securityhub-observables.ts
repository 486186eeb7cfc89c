import type { Observable } from "../adapter.ts"
import { at, fieldsOf, firstText, listOf, text } from "../fields.ts"
import { findObservables, observable, scanObservables } from "../observables.ts"

const parts = ["Network", "NetworkPath", "Malware", "ThreatIntelIndicators", "Action", "Process"]

/** What a finding of Security Hub's format names besides the resource it is about. */
export function findingObservables(finding: unknown, resource: unknown): readonly Observable[] {
  return [
    ...listOf(at(finding, "Vulnerabilities"))
      .slice(0, 100)
      .flatMap((item) => observable("cve", firstText(item, "Id"))),
    ...findObservables(firstText(finding, "Title")),
    ...parts.flatMap((part) => scanObservables(at(finding, part))),
    ...ofGuardDuty(at(finding, "ProductFields")),
    ...scanObservables(at(resource, "Details", "AwsEc2Instance", "IpV4Addresses")),
    ...observable("user", firstText(resource, ...users)),
  ]
}

const users = [
  "Details.AwsIamAccessKey.UserName",
  "Details.AwsIamAccessKey.PrincipalName",
  "Details.AwsIamUser.UserName",
]

/** GuardDuty's action is flattened into names: `aws/guardduty/service/action/…/remoteIpDetails/ipAddressV4`. */
function ofGuardDuty(fields: unknown): readonly Observable[] {
  return Object.entries(fieldsOf(fields)).flatMap(([name, value]) => {
    if (/\/(?:remote|local)IpDetails\/ipAddressV[46]$/.test(name)) return observable("ip", text(value))
    return /\/dnsRequestAction\/domain$/.test(name) ? observable("domain", text(value)) : []
  })
}
