import { expect, test } from "vitest"
import { leefSeverity, parseLeef } from "./leef.ts"

test.each([
  ["tabs", "LEEF:1.0|Acme|Gate|1|deny|src=10.0.0.1\tsev=5\tmsg=two words"],
  ["a named delimiter", "x LEEF:2.0|Acme|Gate|1|deny|^|src=10.0.0.1^sev=5^msg=two words"],
  ["in hexadecimal", "LEEF:2.0|Acme|Gate|1|deny|0x5E|src=10.0.0.1^sev=5^msg=two words"],
  ["an empty one", "LEEF:2.0|Acme|Gate|1|deny||src=10.0.0.1\tsev=5\tmsg=two words"],
  ["tabs as a relay writes them", "LEEF:1.0|Acme|Gate|1|deny|src=10.0.0.1#011sev=5#011msg=two words"],
])("%s", (_name, line) =>
  expect(parseLeef(line)).toMatchObject({
    vendor: "Acme",
    eventId: "deny",
    attributes: { src: "10.0.0.1", sev: "5", msg: "two words" },
  }),
)

test("none", () => expect(parseLeef("LEEF:1.0|a|b")).toBeNull())
test.each([
  ["1", "low"],
  ["5", "medium"],
  ["8", "high"],
  ["10", "critical"],
])("sev %s is %s", (sev, severity) => expect(leefSeverity(sev).value).toBe(severity))
