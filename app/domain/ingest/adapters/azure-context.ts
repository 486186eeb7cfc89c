import { at, fieldsOf, firstText, listOf, text } from "../fields.ts"

/**
 * What the essentials of the common schema would say, from the context alone: what is left of an alert where a template or
 * a flow hands on nothing else.
 */
export function essentialsOfContext(context: unknown): Readonly<Record<string, unknown>> {
  const severity = firstText(context, "SeverityDescription", "level")
  const target = targetOf(context)
  const time = firstText(context, "eventTimestamp", "condition.windowEndTime")
  return {
    ...given("monitoringService", serviceOf(context)),
    ...given("severity", severity),
    ...given("firedDateTime", time),
    ...(target === null ? {} : { alertTargetIDs: [target] }),
  }
}

const given = (name: string, value: string | null) => (value === null ? {} : { [name]: value })

/** The activity log names its part, health and security only their operation: `Microsoft.ServiceHealth/incident/action`. */
function serviceOf(context: unknown): string | null {
  const operation = firstText(context, "operationName")?.slice(0, 500) ?? ""
  const health = /^Microsoft\.(ServiceHealth|ResourceHealth)\//i.exec(operation)?.[1]
  if (health) return health
  const source = firstText(context, "eventSource")
  return source && `Activity Log - ${source}`
}

/** The affected item, the computer of a search that is split by it, or what an act was done to. */
function targetOf(context: unknown): string | null {
  const affected = text(listOf(at(context, "AffectedConfigurationItems"))[0])
  const condition = fieldsOf(listOf(at(context, "condition", "allOf"))[0])
  const dimensions = [...listOf(at(context, "Dimensions")), ...listOf(at(condition, "dimensions"))]
  const computer = dimensions.find((one) => /^computer$/i.test(firstText(one, "name") ?? ""))
  const path = firstText(context, "authorization.scope", "properties.resourceName")
  return affected ?? firstText(computer, "value") ?? path
}
