import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({
    adapterKey: "snort",
    contentType: null,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
const tail = "[1:7:2] Bad thing [**] [Classification: Misc] [Priority: 2]"

test.each([
  ["fast", `05/30/26-19:09:10.5  [**] ${tail} {TCP} 203.0.113.5:1 -> 10.0.0.1:80`],
  ["by syslog", `<33>May 30 19:09:10 fw snort[9]: ${tail}: {TCP} 203.0.113.5:1 -> 10.0.0.1:80`],
  [
    "full",
    `[**] [1:7:2] Bad thing [**]\n[Classification: Misc] [Priority: 2]\n05/30/26-19:09:10.5 203.0.113.5:1 -> 10.0.0.1:80\nTCP TTL:64`,
  ],
  [
    "as JSON",
    { rule: "1:7:2", msg: "Bad thing", priority: 2, src_ap: "203.0.113.5:1", dst_ap: "10.0.0.1:80" },
  ],
])("an alert %s", (_name, body) =>
  expect(read(body).events).toMatchObject([
    {
      title: "Bad thing",
      severity: "medium",
      dedupeKey: ["1", "7", "203.0.113.5", "10.0.0.1"],
      rule: "1:7",
      partial: [],
    },
  ]),
)

test.each([
  ["05/30/26-19:09:10.5", "2026-05-30T19:09:10.5Z"],
  ["26/05/30-19:09:10.5", "2026-05-30T19:09:10.5Z"],
  ["05/30-19:09:10.5", null],
])("time %s", (timestamp, occurredAt) =>
  expect(read({ rule: "1:1:1", msg: "m", timestamp }).events[0]?.occurredAt).toBe(occurredAt),
)

test.each([
  [1, "high"],
  [3, "low"],
  [4, "info"],
  [0, "medium"],
])("priority %i is %s", (priority, severity) =>
  expect(read({ sid: 1, msg: "m", priority }).events[0]?.severity).toBe(severity),
)

test("IPv6, lines, other text", () => {
  const v6 = "[**] [1:1:1] m [**] [Priority: 1] {UDP} 2001:db8:0:0:0:0:0:1:53 -> 2001:db8:0:0:0:0:0:2:9"
  expect(read(`${v6}\n${v6}`).events.map((event) => event.dedupeKey[2])).toEqual(
    Array(2).fill("2001:db8:0:0:0:0:0:1"),
  )
  expect(() => read("hello")).toThrow(/Snort/)
})

test.each([
  [
    "version 2",
    '05/30/26-19:09:10.5 ,1,7,2,"Bad thing",TCP,203.0.113.5,1,10.0.0.1,80,00:11:22:33:44:55',
    ["priority"],
  ],
  [
    "pfSense",
    '05/30/26-19:09:10.5 ,1,7,2,"Bad thing",TCP,203.0.113.5,1,10.0.0.1,80,54321,Misc Attack,2,alert,Allow',
    [],
  ],
  ["version 3", "26/05/30-19:09:10.5, 1, TCP, raw, 60, C2S, 203.0.113.5:1, 10.0.0.1:80, 1:7:2, allow", []],
])("the CSV of %s", (_name, line, partial) =>
  expect(read(line).events).toMatchObject([
    { occurredAt: "2026-05-30T19:09:10.5Z", dedupeKey: ["1", "7", "203.0.113.5", "10.0.0.1"], partial },
  ]),
)

test("a clock without a year is no mistake; the seconds beside it are a time", () => {
  const alert = {
    rule: "1:7:2",
    msg: "m",
    priority: 1,
    src_addr: "1.1.1.1",
    dst_addr: "1.1.1.2",
    timestamp: "05/30-19:09:10.5",
  }
  expect(read(alert).events[0]).toMatchObject({ occurredAt: null, partial: [] })
  expect(read({ ...alert, seconds: 1767225600 }).events[0]?.occurredAt).toBe("2026-01-01T00:00:00Z")
})

test("a line of syslog is of its sensor", () =>
  expect(
    read(`Sep  5 16:05:26 ids-1 snort: ${tail} {TCP} 203.0.113.5:1 -> 10.0.0.1:80`).events[0]?.asset,
  ).toBe("ids-1"))
