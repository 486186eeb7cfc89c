import { clouds } from "./clouds.ts"
import { endpoints } from "./endpoints.ts"
import { addressOnly, type Address, type SetUp, type SetUps } from "./guide.ts"
import { infrastructure } from "./infrastructure.ts"
import { metrics } from "./metrics.ts"
import { own } from "./own.ts"
import { scanners } from "./scanners.ts"
import { sensors } from "./sensors.ts"
import { uptime } from "./uptime.ts"

/** How each tool is told to send here, by adapter. A test asks that every adapter has one. */
export const setUps: SetUps = {
  ...metrics,
  ...infrastructure,
  ...uptime,
  ...clouds,
  ...endpoints,
  ...sensors,
  ...scanners,
  ...own,
}

/** Instructions for a tool, with its address and token filled in. */
export function setUpOf(adapter: string, to: Address): SetUp {
  const guide = Object.hasOwn(setUps, adapter) ? setUps[adapter] : undefined
  return guide?.(to) ?? anyTool(to)
}

const anyTool = (to: Address): SetUp => ({
  steps: ["In the tool's webhook settings: method POST, content type application/json, this address."],
  snippets: [addressOnly(to)],
  test: "Whatever the tool offers.",
  docs: "docs/api.md of the portal",
})

/** What proves that the way is open, from any shell, with a payload of the tool's own kind. */
export function testCommand({ bare, token }: Address, payload: string): string {
  const type = /^\s*[[{]/.test(payload) ? "application/json" : "text/plain"
  return `curl -sS '${bare}' \\\n  -H 'Authorization: Bearer ${token}' \\\n  -H 'Content-Type: ${type}' \\\n  --data-binary '${payload.replaceAll("'", String.raw`'\''`)}'`
}
