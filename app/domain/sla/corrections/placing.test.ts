import { expect, test } from "vitest"
import { instant } from "#app/kernel/time.ts"
import { placingFault } from "./placing.ts"

const at = (time: string) => instant(`2026-03-02T${time}Z`)
const clock = { startedAt: at("10:00:00"), endedAt: at("10:42:00") }

test.each([
  { name: "earlier", moment: "10:05:00", fault: null },
  { name: "at the start", moment: "10:00:00", fault: null },
  { name: "a microsecond before the start", moment: "09:59:59.999999", fault: /before the clock started/ },
  { name: "later than recorded", moment: "10:50:00", fault: null },
  { name: "now", moment: "12:00:00", fault: null },
  { name: "to come", moment: "12:00:00.000001", fault: /still to come/ },
  { name: "where it is", moment: "10:42:00", fault: /already/ },
])("2.9.12 a stop is put $name", ({ moment, fault }) => {
  const said = placingFault(clock, at(moment), at("12:00:00"))
  if (fault) expect(said).toMatch(fault)
  else expect(said).toBeNull()
})
