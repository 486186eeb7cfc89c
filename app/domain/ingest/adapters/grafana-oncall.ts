import { at, firstText, isFields, listOf } from "../fields.ts"

/**
 * What Grafana OnCall sends or lists, as the alert of Grafana that it is about: its outgoing webhook, and the alert groups
 * and alerts of its API. Any other document stays as it is; a step of whoever works on it (taken in hand, silenced) is none.
 *
 * @see https://grafana.com/docs/oncall/latest/configure/integrations/outgoing-webhooks/
 */
export function fromOnCall(post: unknown): readonly unknown[] {
  const listed = at(post, "results")
  if (Array.isArray(listed)) return listed.flatMap(fromOnCall)
  if (isFields(at(post, "payload")) && firstText(post, "alert_group_id") !== null)
    return [at(post, "payload")]
  const isListed = firstText(post, "alerts_count") !== null && firstText(post, "integration_id") !== null
  const group = isListed ? post : at(post, "alert_group")
  if (!isFields(group)) return [at(post, "alert_payload") ?? post]
  return /^(?:acknowledged|silenced)$/i.test(firstText(group, "state") ?? "") ? [] : [alertOf(post, group)]
}

/** The alert that came in, with where its group is by now; of anything but Grafana's own the group alone is known. */
function alertOf(post: unknown, group: unknown): unknown {
  const [payload, id] = [at(post, "alert_payload"), firstText(group, "id")]
  const isOver = firstText(group, "state")?.toLowerCase() === "resolved"
  if (isFields(payload) && isGrafana(payload)) {
    const ended = at(group, "resolved_at") ?? at(payload, "endsAt")
    const over = isOver ? { status: "resolved", state: "ok", endsAt: ended } : {}
    // The group's id is the same from firing to resolved.
    return { fingerprint: id, ...payload, ...over }
  }
  return {
    labels: { alertname: firstText(group, "title") ?? `OnCall alert group ${id ?? ""}`.trim() },
    annotations: {},
    fingerprint: id,
    status: isOver ? "resolved" : "firing",
    startsAt: at(group, "created_at"),
    endsAt: at(group, "resolved_at"),
    generatorURL: at(group, "permalinks", "web"),
  }
}

const isGrafana = (payload: unknown) =>
  isFields(at(payload, "labels")) ||
  listOf(at(payload, "alerts")).length > 0 ||
  firstText(payload, "ruleId", "ruleName") !== null
