import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown, contentType: string | null = null) =>
  normaliseDelivery({
    adapterKey: "nagios",
    contentType,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
const first = (body: unknown) => read(body).events[0]

test.each([
  ["SERVICE ALERT: db;Disk;CRITICAL;HARD;3;full; really", "firing", "critical", "Disk"],
  ["SERVICE ALERT: db;Disk;WARNING;SOFT;1;soon", "firing", "medium", "Disk"],
  ["CURRENT SERVICE STATE: db;Disk;OK;HARD;1;fine", "resolved", "info", "Disk"],
  ["HOST ALERT: db;DOWN;HARD;3;no ping", "firing", "critical", "host"],
  ["INITIAL HOST STATE: db;UP;HARD;1;ping", "resolved", "info", "host"],
  ["HOST NOTIFICATION: ann;db;UNREACHABLE;by-mail;no ping", "firing", "high", "host"],
  ["SERVICE NOTIFICATION: ann;db;Disk;ACKNOWLEDGEMENT (CRITICAL);by-mail;full", "info", "critical", "Disk"],
  ["HOST NOTIFICATION: ann;db;UP;by-mail;ping", "resolved", "info", "host"],
])("%s", (line, kind, severity, about) =>
  expect(first(`[1767225600] ${line}`)).toMatchObject({
    kind,
    severity,
    asset: "db",
    dedupeKey: ["db", about],
    occurredAt: "2026-01-01T00:00:00Z",
    partial: [],
  }),
)

test("flapping is a problem beside the state", () =>
  expect(first("[1767225600] SERVICE FLAPPING ALERT: db;Disk;STARTED; 25% change")).toMatchObject({
    kind: "firing",
    severity: "low",
    dedupeKey: ["db", "Disk", "flapping"],
  }))

test("a log of many lines: only problems count", () => {
  const log = [
    "[1767225600] LOG ROTATION: DAILY",
    "[1767225600] HOST ALERT: a;DOWN;HARD;1;x",
    "[1767225600] PASSIVE SERVICE CHECK: a;b;0;fine",
  ]
  expect(read(log.join("\n")).events).toHaveLength(1)
  expect(read("[1767225600] EXTERNAL COMMAND: ACKNOWLEDGE_HOST_PROBLEM;db;1").ignored).toMatch(/commands/)
  expect(() => read("hello world")).toThrow(/no line/)
})

test("macros of a notification, also as a form", () => {
  const macros = {
    NOTIFICATIONTYPE: "PROBLEM",
    HOSTNAME: "db",
    SERVICEDESC: "Disk",
    SERVICESTATE: "CRITICAL",
    SERVICEOUTPUT: "full",
    HOSTADDRESS: "10.0.0.4",
    TIMET: "1767225600",
  }
  expect(first(macros)).toMatchObject({
    kind: "firing",
    title: "db/Disk: CRITICAL: full",
    observables: [{ type: "ip", value: "10.0.0.4" }],
  })
  expect(first({ ...macros, NOTIFICATIONTYPE: "RECOVERY", SERVICESTATE: "OK" })).toMatchObject({
    kind: "resolved",
    dedupeKey: ["db", "Disk"],
  })
  expect(read({ ...macros, NOTIFICATIONTYPE: "DOWNTIMESTART" }).ignored).toMatch(/downtime/)
  expect(
    read(new URLSearchParams(macros).toString(), "application/x-www-form-urlencoded").events,
  ).toHaveLength(1)
})

test("Icinga 2's events and XI's lists give states as numbers", () => {
  expect(
    first({
      type: "StateChange",
      host: "db",
      service: "Disk",
      state: 2,
      state_type: 1,
      check_result: { output: "full" },
      timestamp: 1767225600.5,
    }),
  ).toMatchObject({ severity: "critical", title: "db/Disk: CRITICAL: full" })
  expect(first({ hoststatus: [{ host_name: "db", current_state: "1", output: "no" }] })).toMatchObject({
    severity: "critical",
    sourceSeverity: "DOWN",
  })
  expect(first({ host: "db" })).toMatchObject({ kind: "firing", partial: ["state"] })
})

test.each([
  ["a notification", { NOTIFICATIONTYPE: "FLAPPINGSTART", HOSTNAME: "db", SERVICEDESC: "Disk" }, "firing"],
  ["its end", { NOTIFICATIONTYPE: "FLAPPINGSTOP", HOSTNAME: "db", SERVICEDESC: "Disk" }, "resolved"],
  [
    "Icinga's stream",
    { type: "Flapping", host: "db", service: "Disk", state: 2, is_flapping: true },
    "firing",
  ],
])("flapping by %s", (_name, body, kind) =>
  expect(first(body)).toMatchObject({ kind, dedupeKey: ["db", "Disk", "flapping"] }),
)

test("objects of Icinga's API, the details of an agent, and notes", () => {
  const attrs = {
    __name: "db!Disk",
    name: "Disk",
    host_name: "db",
    state: 2,
    last_check_result: { output: "full" },
  }
  expect(first({ results: [{ type: "Service", attrs }] })).toMatchObject({
    severity: "critical",
    dedupeKey: ["db", "Disk"],
    description: "full",
  })
  expect(first({ event_type: "trigger", details: { HOSTNAME: "db", HOSTSTATE: "DOWN" } })?.asset).toBe("db")
  expect(read({ type: "CommentAdded", comment: { host_name: "db" } }).ignored).toMatch(/comment/)
})

test("entries of XI's log: a problem has its time beside it, the rest is no problem", () => {
  const entry = (logentry_data: string) => ({
    logentry_id: "1",
    entry_time: "2026-01-01 00:00:00",
    logentry_data,
  })
  const alert = entry("SERVICE ALERT: db;Disk;CRITICAL;HARD;3;full")
  expect(first({ recordcount: 1, logentry: [alert] })).toMatchObject({
    dedupeKey: ["db", "Disk"],
    occurredAt: "2026-01-01T00:00:00Z",
  })
  expect(read(entry("wproc:   early_timeout=0; exited_ok=1;")).ignored).toMatch(/not a problem/)
})
