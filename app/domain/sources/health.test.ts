import { expect, test } from "vitest"
import { healthOf, silentAfterSeconds } from "./health.ts"

const now = 1_800_000_000_000
const ago = (seconds: number) => ({ epochMilliseconds: now - seconds * 1000 })

test.each([
  ["paused, however lately it spoke", { enabled: false, lastDeliveryAt: ago(1) }, "paused"],
  ["never spoke", { enabled: true, lastDeliveryAt: null }, "waiting"],
  ["spoke a day ago to the second", { enabled: true, lastDeliveryAt: ago(silentAfterSeconds) }, "live"],
  ["a second longer", { enabled: true, lastDeliveryAt: ago(silentAfterSeconds + 1) }, "silent"],
] as const)("%s", (_name, source, health) => expect(healthOf(source, now)).toBe(health))
