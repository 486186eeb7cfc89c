import { expect, test } from "vitest"
import { filterOf } from "./query.ts"

const client = "0190c1a0-0000-7000-8000-000000000001"

test.each([
  ["", { states: ["open", "mitigated"] }],
  ["state=all", {}],
  ["state=fixed&sev=1", { states: ["fixed"], severities: ["critical"] }],
  ["state=nonsense&sev=9&client=nobody", { states: ["open", "mitigated"] }],
  [`state=all&client=${client}`, { clients: [client] }],
  ["state=all&overdue=1&exploited=1&q=%20log4j%20", { overdue: true, exploitKnown: true, text: "log4j" }],
])("the register's filter of ?%s", (address, filter) =>
  expect(filterOf(new URLSearchParams(address))).toEqual(filter),
)
