import { expect, test } from "vitest"
import { healthOf, quietAfterSeconds } from "./health.ts"

const now = 1_800_000_000_000
const ago = (seconds: number) => ({ epochMilliseconds: now - seconds * 1000 })
const any = { adapter: "generic", expectedEverySeconds: null }

test.each([
  ["paused, however lately it spoke", { ...any, enabled: false, lastDeliveryAt: ago(1) }, "paused"],
  ["never spoke", { ...any, enabled: true, lastDeliveryAt: null }, "waiting"],
  ["a day ago to the second", { ...any, enabled: true, lastDeliveryAt: ago(quietAfterSeconds) }, "live"],
  ["a second longer", { ...any, enabled: true, lastDeliveryAt: ago(quietAfterSeconds + 1) }, "silent"],
  [
    "missed once what is expected of it",
    { adapter: "syslog", expectedEverySeconds: 60, enabled: true, lastDeliveryAt: ago(120) },
    "live",
  ],
  [
    "missed twice",
    { adapter: "syslog", expectedEverySeconds: 60, enabled: true, lastDeliveryAt: ago(121) },
    "silent",
  ],
  [
    "a heartbeat missed once",
    { adapter: "heartbeat", expectedEverySeconds: 60, enabled: true, lastDeliveryAt: ago(61) },
    "silent",
  ],
] as const)("%s", (_name, source, health) => expect(healthOf(source, now)).toBe(health))
