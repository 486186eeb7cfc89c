import { at, firstText, isFields, listOf } from "../fields.ts"

const line =
  /\bossec: Alert Level: (\d{1,2}); Rule: (\d{1,9}) - (.{0,1000}?); Location: (.{1,500}?)(?:; classification: ([^;]{0,500}))?(?:;|$)/
const origin = /^\((.{1,200})\) (?:\S{1,100})->(.{1,300})$/

/** A document of the shape of alerts.json. */
function alertOf(
  rule: Readonly<Record<"id" | "level" | "description", string | null>>,
  groups: string | null,
  location: string | null,
  text: string | null,
) {
  const [, agent, file] = origin.exec(location ?? "") ?? []
  const [host] = (location ?? "").split("->")
  return {
    rule: { ...rule, groups: (groups ?? "").split(",").flatMap((group) => group.trim() || []) },
    agent: { name: agent ?? host },
    location: file ?? location,
    full_log: text,
  }
}

/**
 * Alerts that the manager forwards by syslog, in its own words or as JSON.
 *
 * @see https://documentation.wazuh.com/current/user-manual/manager/alert-management.html#configuring-syslog-output
 */
export function readForwarded(body: string): unknown[] {
  return body.split("\n").flatMap((given) => {
    const text = given.slice(0, 20_000)
    const [, level, id, description, location, groups] = line.exec(text.slice(0, 4000)) ?? []
    if (id) {
      const rule = { id, level: level ?? null, description: description ?? null }
      return [alertOf(rule, groups ?? null, location ?? null, text)]
    }
    const json = text.indexOf("ossec: {")
    return json < 0 ? [] : ofJson(text.slice(json + 7))
  })
}

function ofJson(json: string): unknown[] {
  try {
    const found: unknown = JSON.parse(json)
    const rule = {
      id: firstText(found, "id"),
      level: firstText(found, "crit"),
      description: firstText(found, "description"),
    }
    if (rule.id === null) return []
    const text = firstText(found, "message")
    return [alertOf(rule, firstText(found, "classification"), firstText(found, "component"), text)]
  } catch {
    return []
  }
}

/** The message of its integration with Slack, which clients send to other places as well. */
export function ofSlack(document: unknown): unknown {
  const attachment = listOf(at(document, "attachments"))[0]
  if (!isFields(attachment) || !/wazuh/i.test(firstText(attachment, "pretext") ?? "")) return document
  const field = (title: RegExp) => {
    const found = listOf(at(attachment, "fields")).find((one) => title.test(firstText(one, "title") ?? ""))
    return firstText(found, "value")
  }
  const [, id = null, level = null] = /^(\d{1,9}) _\(Level (\d{1,2})\)/.exec(field(/^rule id$/i) ?? "") ?? []
  const agent = field(/^agent/i)
  const alert = alertOf(
    { id, level, description: firstText(attachment, "title") },
    null,
    field(/^location$/i),
    firstText(attachment, "text"),
  )
  const stamp = firstText(attachment, "ts")
  return {
    ...alert,
    id: stamp,
    timestamp: stamp?.split(".")[0],
    agent: { name: agent?.replace(/^\(\d{1,6}\) - /, "") ?? alert.agent.name },
  }
}
