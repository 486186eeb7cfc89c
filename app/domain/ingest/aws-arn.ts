/**
 * The resource that an ARN names, without partition, service, region and account; an instance by its bare id, as other
 * tools name it. Anything else is returned as it is.
 */
export function resourceOfArn(name: string | null): string | null {
  if (!name?.startsWith("arn:")) return name
  // AWS' own samples have a part too many between partition and service; the service itself is never empty.
  const parts = name.split(":")
  const resource = parts.slice(parts[2] === "" ? 6 : 5).join(":")
  return resource === "" ? name : resource.replace(/^instance\//, "")
}
