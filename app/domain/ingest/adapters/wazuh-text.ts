import { isFields } from "../fields.ts"

/** Longer lines are cut before patterns run over them. */
const maxLine = 4000

const start = /^\*\* Alert (\d{1,12})\.(\d{1,12}):[^-]{0,20}-(.{0,3900})$/
// 2019 Oct 15 11:22:06 (agent) 10.0.0.1->location, or 2019 Oct 15 11:22:06 host->location
const origin =
  /^\d{4} \w{3} +\d{1,2} \d{2}:\d{2}:\d{2} (?:\(([^)]{1,200})\) (\S{1,100}?)|(\S{1,200}?))->(.{1,500})$/
const ruleLine = /^Rule: (\d{1,9}) \(level (\d{1,2})\) -> '(.{0,2000})'$/
const named = /^(Src IP|Dst IP|Src Port|Dst Port|User): (.{1,256})$/
const names: Readonly<Record<string, string>> = {
  "Src IP": "srcip",
  "Dst IP": "dstip",
  "Src Port": "srcport",
  "Dst Port": "dstport",
  User: "dstuser",
}

/**
 * The text form of alerts.log as documents of the shape of alerts.json. Its date has no zone; the id does better: it
 * leads with the second of the epoch.
 */
export function readWazuhText(body: string): unknown[] {
  const blocks: string[][] = []
  for (const line of body.split("\n")) {
    if (line.startsWith("** Alert ")) blocks.push([])
    blocks.at(-1)?.push(line.trimEnd())
  }
  return blocks.flatMap((lines) => documentOf(lines) ?? [])
}

function documentOf(lines: readonly string[]): unknown {
  const [first = "", second = "", third = ""] = lines.slice(0, 3).map((line) => line.slice(0, maxLine))
  const [, epoch, serial, groups = ""] = start.exec(first) ?? []
  const [, agent, address, host, location] = origin.exec(second) ?? []
  const [, id, level, description] = ruleLine.exec(third) ?? []
  if (!epoch || !id) return undefined
  const rest = lines.slice(3)
  const facts = rest.flatMap((line) => {
    const [, name = "", value = ""] = named.exec(line.slice(0, maxLine)) ?? []
    return name ? [[names[name] ?? name, value]] : []
  })
  return {
    id: `${epoch}.${serial}`,
    timestamp: Number(epoch),
    rule: { id, level, description, groups: groups.split(",").flatMap((group) => group.trim() || []) },
    agent: { name: agent ?? host, ...(address ? { ip: address } : {}) },
    location,
    full_log: rest.filter((line) => !named.test(line.slice(0, maxLine))).join("\n"),
    data: { ...firstJsonLine(rest), ...Object.fromEntries(facts) },
  }
}

function firstJsonLine(lines: readonly string[]): object {
  try {
    const value: unknown = JSON.parse(lines.find((line) => line.startsWith("{")) ?? "{}")
    return isFields(value) ? value : {}
  } catch {
    return {}
  }
}
