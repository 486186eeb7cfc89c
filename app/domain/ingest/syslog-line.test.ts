import { expect, test } from "vitest"
import { readSyslogLine } from "./syslog-line.ts"

test("RFC 5424 with structured data", () =>
  expect(
    readSyslogLine(
      String.raw`<165>1 2026-01-01T00:00:00.003Z web-1 app 42 ID7 [ex@1 a="1" b="say \"hi\" \]"][y@2 c=""] BOM'ed`,
    ),
  ).toEqual({
    facility: 20,
    severity: 5,
    time: { value: "2026-01-01T00:00:00.003Z", partial: [] },
    host: "web-1",
    app: "app",
    process: "42",
    messageId: "ID7",
    structured: { "ex@1.a": "1", "ex@1.b": 'say "hi" ]', "y@2.c": "" },
    message: "BOM'ed",
  }))

test("a length before a line, and nothing in it", () =>
  expect(readSyslogLine("33 <13>1 - - - - - -")).toMatchObject({
    severity: 5,
    host: null,
    app: null,
    message: "",
  }))

test.each([
  ["<34>Oct 11 22:14:15 mymachine su: failed", "mymachine", "su", "failed", null],
  ["<34>Oct  1 22:14:15 10.0.0.1 cron[12]: x", "10.0.0.1", "cron", "x", null],
  ["<34>2026-01-01T00:00:00+01:00 web-1 nginx: x", "web-1", "nginx", "x", "2025-12-31T23:00:00Z"],
  ["<34>Jan 1 2026 00:00:00 fw : %ASA-4-1: x", "fw", null, "%ASA-4-1: x", "2026-01-01T00:00:00Z"],
  ["<34>Jan 1 2026 00:00:00: %ASA-4-1: x", null, null, "%ASA-4-1: x", "2026-01-01T00:00:00Z"],
  ["<34>sw-1: 2026 Jan  1 00:00:00 UTC: %A-1-B: x", "sw-1", null, "%A-1-B: x", "2026-01-01T00:00:00Z"],
  ["<34>45: sw-1: *Jan  1 00:00:00.123: %A-1-B: x", "sw-1", null, "%A-1-B: x", null],
  ["<34>45: *Jan  1 2026 00:00:00.123 CET: %A-1-B: x", null, null, "%A-1-B: x", "2025-12-31T23:00:00.123Z"],
  ["<34>45: sw-1 12: Jan 1 2026 00:00:00 UTC: %A-1-B: x", "sw-1", null, "%A-1-B: x", "2026-01-01T00:00:00Z"],
  ["<34>Jan  1 00:00:00 10.0.0.1: %A-1-B: x", "10.0.0.1", null, "%A-1-B: x", null],
  ["<34>45: sw-1: 12: 2y10w: %A-1-B: x", "sw-1", null, "%A-1-B: x", null],
  ["no header at all", null, null, "no header at all", null],
])("%s", (line, host, app, message, time) =>
  expect(readSyslogLine(line)).toMatchObject({ host, app, message, time: { value: time, partial: [] } }),
)

test("a priority that cannot be is none", () =>
  expect(readSyslogLine("<999>x")).toMatchObject({ facility: null, severity: null }))

test("time is bounded", () => {
  const start = performance.now()
  for (const part of [" ", "a: ", "[a ", '[a b="', "1 ", "Jan 1 "])
    readSyslogLine(`<34>1 - - - - - ${part.repeat(30_000)}`)
  expect(performance.now() - start).toBeLessThan(1000)
})

test.each([
  [
    "<189>9: RP/0/RSP0/CPU0:Mar  5 2026 10:00:00.5 UTC: ifmgr[2]: %PKT_INFRA-LINK-3-UPDOWN : x",
    "RP/0/RSP0/CPU0",
    "2026-03-05T10:00:00.5Z",
  ],
  ["<188>wlc-1: *spamApTask1: Mar  5 2026 10:00:00.5: %CAPWAP-4-DISC: x", "wlc-1", "2026-03-05T10:00:00.5Z"],
])("%s is of its device", (line, host, time) =>
  expect(readSyslogLine(line)).toMatchObject({ host, time: { value: time } }),
)

test("a device's own time counts where the header's has no year; a relay names whoever sent the line", () => {
  const line = "<190>Jan  1 00:00:09 10.0.0.1 45: Jan 1 2026 00:00:00 UTC: %SYS-6-X: x"
  expect(readSyslogLine(line)).toMatchObject({ host: "10.0.0.1", time: { value: "2026-01-01T00:00:00Z" } })
  expect(
    readSyslogLine("<190>Original Address=10.0.0.1 1 2026-01-01T00:00:00Z hub Kiwi 1 OUT sw: %SYS-6-X: x")
      .host,
  ).toBe("10.0.0.1")
})
