import { resourceOfArn } from "../aws-arn.ts"
import { at, fieldsOf, firstText, listOf, text } from "../fields.ts"

/** Where each type of resource has its name. A finding may describe several, of which the type says which one counts. */
const named: Readonly<Record<string, readonly string[]>> = {
  instance: ["instanceDetails.instanceId"],
  s3bucket: ["s3BucketDetails.name"],
  s3object: ["s3BucketDetails.name"],
  accesskey: ["accessKeyDetails.userName", "accessKeyDetails.principalId"],
  ekscluster: ["eksClusterDetails.name"],
  kubernetescluster: ["kubernetesDetails.clusterName", "eksClusterDetails.name"],
  ecscluster: ["ecsClusterDetails.name"],
  container: ["containerDetails.name", "containerDetails.id"],
  lambda: ["lambdaDetails.functionName"],
  rdsdbinstance: ["rdsDbInstanceDetails.dbInstanceIdentifier"],
  rdslimitlessdb: ["rdsLimitlessDbDetails.dbClusterIdentifier"],
  ebsvolume: ["ebsVolumeDetails.scannedVolumeDetails.volumeArn"],
}

/** The resource that a finding is about. */
export function guardDutyAsset(finding: unknown): string | null {
  const resource = at(finding, "resource")
  const type = firstText(resource, "resourceType")?.toLowerCase() ?? ""
  const paths = [...(Object.hasOwn(named, type) ? (named[type] ?? []) : []), ...Object.values(named).flat()]
  for (const path of paths) {
    const [details = "", name = ""] = path.split(".")
    const given = at(resource, details)
    const found = firstText(Array.isArray(given) ? listOf(given)[0] : given, name)
    if (found !== null) return found
  }
  return attackedAsset(at(finding, "service", "detection", "sequence")) ?? affectedAsset(finding)
}

/** What a call to an API was about, where the finding does not describe its resource. */
function affectedAsset(finding: unknown): string | null {
  const affected = at(finding, "service", "action", "awsApiCallAction", "affectedResources")
  return resourceOfArn(text(Object.values(fieldsOf(affected))[0]))
}

/** An attack of several steps is about several: the first resource, else who acted. */
function attackedAsset(sequence: unknown): string | null {
  const [resource, actor] = [listOf(at(sequence, "resources"))[0], listOf(at(sequence, "actors"))[0]]
  return firstText(resource, "name", "uid") ?? firstText(actor, "user.name")
}
