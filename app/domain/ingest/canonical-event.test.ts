import { expect, test } from "vitest"
import { canonicalEvent } from "./canonical-event.ts"
import { mapValue } from "./value-map.ts"

const severities = { version: 1, values: { grave: "critical" }, otherwise: "medium" } as const
const states = { version: 1, values: { up: "resolved" }, otherwise: "firing" } as const

test.each([
  ["grave", "up", []],
  ["purple", "up", ["severity"]],
  ["grave", "sideways", ["status"]],
  ["purple", "sideways", ["severity", "status"]],
  [null, null, []],
])("%s and %s: the default was used for %j", (severity, status, defaulted) => {
  const event = canonicalEvent({
    ...{ discipline: "noc", category: "availability", title: "x", dedupeKey: ["x"], groupKey: ["x"] },
    severity: mapValue<"critical" | "medium">(severities, "level", severity),
    status: mapValue<"resolved" | "firing">(states, "state", status),
  })
  expect(event.defaulted).toEqual(defaulted)
})
