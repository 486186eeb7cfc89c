/**
 * The resource that an ARN names, without partition, service, region and account; an instance by its bare id, as other
 * tools name it. Anything else is returned as it is.
 */
export function resourceOfArn(name: string | null): string | null {
  if (!name?.startsWith("arn:")) return name
  const resource = name.split(":").slice(5).join(":")
  return resource === "" ? name : resource.replace(/^instance\//, "")
}
