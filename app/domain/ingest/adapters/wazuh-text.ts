import { isFields } from "../fields.ts"

const start = /^\*\* Alert (\d{1,12}\.\d{1,12}):\s*(?:mail\s*)?-\s*(.{0,500})$/
// 2019 Oct 15 11:22:06 (agent) 10.0.0.1->location, or 2019 Oct 15 11:22:06 host->location
const origin =
  /^\d{4} \w{3} +\d{1,2} \d{2}:\d{2}:\d{2} (?:\(([^)]{1,200})\) (\S{1,100}?)|(\S{1,200}?))->(.{1,500})$/
const ruleLine = /^Rule: (\d{1,9}) \(level (\d{1,2})\) -> '(.{0,2000})'$/

/**
 * The text form of alerts.log as documents of the shape of alerts.json. Its date has no zone, so no time is taken from it;
 * the id leads with the second of the manager's clock.
 */
export function readWazuhText(body: string): unknown[] {
  const blocks: string[][] = []
  for (const line of body.split(/\r?\n/)) {
    if (line.startsWith("** Alert ")) blocks.push([])
    blocks.at(-1)?.push(line)
  }
  return blocks.flatMap((lines) => documentOf(lines) ?? [])
}

function documentOf([first = "", second = "", third = "", ...rest]: readonly string[]): unknown {
  const [, id, groups = ""] = start.exec(first) ?? []
  const [, agent, address, host, location] = origin.exec(second) ?? []
  const [, ruleId, level, description] = ruleLine.exec(third) ?? []
  if (!id || !ruleId) return undefined
  const log = rest.join("\n").trim()
  return {
    id,
    rule: {
      id: ruleId,
      level,
      description,
      groups: groups
        .split(",")
        .map((group) => group.trim())
        .filter(Boolean),
    },
    agent: { name: agent ?? host, ...(address ? { ip: address } : {}) },
    location,
    full_log: log,
    data: firstJsonLine(rest),
  }
}

function firstJsonLine(lines: readonly string[]): unknown {
  for (const line of lines) {
    if (!line.startsWith("{")) continue
    try {
      const value: unknown = JSON.parse(line)
      return isFields(value) ? value : {}
    } catch {
      return {}
    }
  }
  return {}
}
