import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { type AwsMessage, awsMessagesOf } from "../aws-messages.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { eventsOf } from "../documents.ts"
import { at, fieldsOf, firstText, isFields, labelsOf, listOf, pickLabels } from "../fields.ts"
import { findObservables } from "../observables.ts"
import { readTime } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"

/** An alarm without data has neither fired nor recovered: it is shown and changes no state. */
const states: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: { alarm: "firing", ok: "resolved", insufficient_data: "info", deleted: "resolved" },
  otherwise: "firing",
}

/**
 * Alarms of Amazon CloudWatch: by SNS (also raw, and as a Lambda function gets them), by EventBridge, by the direct call
 * of a Lambda function, and as the API lists them.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export const cloudwatch: Adapter = {
  key: "cloudwatch",
  label: "Amazon CloudWatch",
  discipline: "noc",
  normalise(body) {
    const messages = awsMessagesOf(body, "Amazon CloudWatch")
    const alarms = messages.flatMap(alarmsOf)
    if (alarms.length > 0) return eventsOf(alarms, eventOf)
    const why = messages.find((message) => message.ignored !== null)?.ignored
    if (why) return ignored(why)
    const other = messages
      .map(
        ({ document }) =>
          firstText(document, ...kinds) ?? (isFields(at(document, "awslogs")) ? "awslogs" : null),
      )
      .find(Boolean)
    if (other) return ignored(`not an alarm of CloudWatch: ${other.slice(0, 100)}`)
    throw new UnreadableBody("no AlarmName, as every alarm of CloudWatch has")
  },
}

/** Where AWS says what kind of event it is: of EventBridge, of an SNS test, and in the records of other services. */
const kinds = ["detail-type", "Event", "eventType", "eventSource"]

/** One alarm by the names that its way of delivery gives it. */
type Alarm = {
  readonly name: string | null
  readonly arn: string | null
  readonly state: string | null
  readonly previous: string | null
  readonly reason: string | null
  readonly time: unknown
  readonly text: string | null
  readonly account: string | null
  readonly region: string | null
  /** Where the metrics and their dimensions stand. */
  readonly trigger: unknown
  readonly raw: unknown
}

function alarmsOf({ document }: AwsMessage): Alarm[] {
  const listed = [...listOf(at(document, "MetricAlarms")), ...listOf(at(document, "CompositeAlarms"))]
  if (listed.length > 0) return listed.map(ofApi)
  const detail = at(document, "alarmData") ?? at(document, "detail")
  if (firstText(document, "detail-type") === "CloudWatch Alarm Configuration Change")
    return firstText(detail, "operation") === "delete"
      ? [{ ...ofEventBridge(document, detail), state: "DELETED" }]
      : []
  if (isFields(detail) && firstText(detail, "alarmName")) return [ofEventBridge(document, detail)]
  return firstText(document, "AlarmName", "AlarmArn", "NewStateValue") ? [ofApi(document)] : []
}

/** SNS and the API write the same names, but for the state. */
function ofApi(alarm: unknown): Alarm {
  const arn = firstText(alarm, "AlarmArn")
  return {
    name: firstText(alarm, "AlarmName"),
    arn,
    state: firstText(alarm, "NewStateValue", "StateValue"),
    previous: firstText(alarm, "OldStateValue"),
    reason: firstText(alarm, "NewStateReason", "StateReason"),
    time: firstText(alarm, "StateChangeTime", "StateUpdatedTimestamp"),
    text: firstText(alarm, "AlarmDescription"),
    account: firstText(alarm, "AWSAccountId") ?? arnPart(arn, 4),
    region: arnPart(arn, 3) ?? firstText(alarm, "Region"),
    trigger: at(alarm, "Trigger") ?? alarm,
    raw: alarm,
  }
}

function ofEventBridge(event: unknown, detail: unknown): Alarm {
  const arn = firstText(event, "alarmArn") ?? firstText({ arn: listOf(at(event, "resources"))[0] }, "arn")
  const configuration = at(detail, "configuration")
  return {
    name: firstText(detail, "alarmName"),
    arn,
    state: firstText(detail, "state.value"),
    previous: firstText(detail, "previousState.value"),
    reason: firstText(detail, "state.reason"),
    time: firstText(detail, "state.timestamp") ?? firstText(event, "time"),
    text: firstText(configuration, "description"),
    account: firstText(event, "account", "accountId") ?? arnPart(arn, 4),
    region: firstText(event, "region") ?? arnPart(arn, 3),
    trigger: configuration,
    raw: fieldsOf(detail),
  }
}

/** `arn:partition:service:region:account:…` */
const arnPart = (arn: string | null, part: number) => arn?.split(":", 7)[part]?.trim() || null

function eventOf(alarm: Alarm): CanonicalEvent {
  const dimensions = dimensionsOf(alarm.trigger)
  const name = alarm.name ?? arnPart(alarm.arn, 6)
  const status = mapValue(states, "NewStateValue", alarm.state)
  return canonicalEvent({
    discipline: "noc",
    category: "performance",
    title: `${name ?? "CloudWatch alarm"}${alarm.text && alarm.text !== name ? `: ${alarm.text}` : ""}`,
    description: alarm.reason ?? alarm.text,
    status,
    time: readTime("StateChangeTime", alarm.time),
    externalId: name,
    // The name is the alarm's identity in its account and region, and the same in every state. Old messages have no ARN.
    dedupeKey: alarm.account && name ? [alarm.account, name, regionOf(alarm)] : [name, alarm.arn],
    groupKey: [name],
    asset: assetOf(dimensions),
    rule: name,
    observables: [...findObservables(alarm.reason), ...Object.values(dimensions).flatMap(findObservables)],
    labels: {
      ...pickLabels(alarm.trigger, {
        namespace: "Namespace",
        metric: "MetricName",
        comparison: "ComparisonOperator",
      }),
      ...pickLabels(alarm, ["account", "region", "previous", "arn"]),
      ...labelsOf(dimensions, "dimension."),
    },
    expects: { AlarmName: alarm.name, NewStateValue: alarm.state },
  })
}

/** SNS calls a region by its name (`EU (Ireland)`), everything else by its code: only the code of an ARN counts. */
const regionOf = (alarm: Alarm) => arnPart(alarm.arn, 3) ?? alarm.region

/** Dimensions are lists of `{ name, value }` or an object, of the alarm itself or of the metrics of its expression. */
function dimensionsOf(trigger: unknown): Record<string, string> {
  const metrics = listOf(at(trigger, "Metrics")).slice(0, 50)
  const holders = [trigger, ...metrics.map((metric) => at(metric, "MetricStat", "Metric"))]
  const found = holders.flatMap((holder): [string, string][] => {
    const dimensions = at(holder, "Dimensions")
    if (!Array.isArray(dimensions)) return Object.entries(labelsOf(dimensions))
    return dimensions.slice(0, 50).flatMap((dimension): [string, string][] => {
      const [name, value] = [firstText(dimension, "name"), firstText(dimension, "value")]
      return name && value ? [[name, value]] : []
    })
  })
  return Object.fromEntries(found)
}

const assets = [
  "InstanceId",
  "DBInstanceIdentifier",
  "DBClusterIdentifier",
  "FunctionName",
  "LoadBalancer",
  "LoadBalancerName",
  "BucketName",
  "QueueName",
  "TopicName",
  "TableName",
  "CacheClusterId",
  "VolumeId",
  "FileSystemId",
  "NatGatewayId",
  "DistributionId",
  "ServiceName",
  "ClusterName",
  "AutoScalingGroupName",
] as const

/** The most telling dimension; else the first. */
function assetOf(dimensions: Readonly<Record<string, string>>): string | null {
  return firstText(dimensions, ...assets) ?? Object.values(dimensions)[0] ?? null
}
