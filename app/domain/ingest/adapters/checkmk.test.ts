import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown, contentType: string | null = null) =>
  normaliseDelivery({
    adapterKey: "checkmk",
    contentType,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
const first = (body: unknown) => read(body).events[0]

const notice = {
  WHAT: "SERVICE",
  HOSTNAME: "db-1",
  SERVICEDESC: "Filesystem /",
  SERVICESTATE: "CRITICAL",
  SERVICEOUTPUT: "98 % used",
  NOTIFICATIONTYPE: "PROBLEM",
  SHORTDATETIME: "2026-01-01 12:00:00",
  OMD_SITE: "main",
}

test("a problem and its recovery", () => {
  expect(first(notice)).toMatchObject({
    kind: "firing",
    severity: "critical",
    title: "db-1/Filesystem /: CRITICAL: 98 % used",
    asset: "db-1",
    dedupeKey: ["main", "db-1", "Filesystem /"],
    occurredAt: "2026-01-01T12:00:00Z",
    partial: [],
  })
  expect(first({ ...notice, NOTIFICATIONTYPE: "RECOVERY", SERVICESTATE: "OK" })).toMatchObject({
    kind: "resolved",
    dedupeKey: ["main", "db-1", "Filesystem /"],
  })
})

test.each([
  ["SERVICE", "WARN", "medium"],
  ["SERVICE", "UNKNOWN", "medium"],
  ["HOST", "DOWN", "critical"],
  ["HOST", "UNREACHABLE", "high"],
])("%s %s is %s", (WHAT, state, severity) =>
  expect(first({ ...notice, WHAT, HOSTSTATE: state, SERVICESTATE: state })?.severity).toBe(severity),
)

test("scripts' names and prefixes, and forms", () => {
  const prefixed = Object.fromEntries(
    Object.entries(notice).map(([name, value]) => [`NOTIFY_${name}`, value]),
  )
  expect(first(prefixed)).toMatchObject({ dedupeKey: ["main", "db-1", "Filesystem /"] })
  const form = new URLSearchParams(notice).toString()
  expect(read(form, "application/x-www-form-urlencoded").events).toHaveLength(1)
})

test("an acknowledgement ends nothing; a downtime is no problem; drift is kept", () => {
  expect(first({ ...notice, NOTIFICATIONTYPE: "ACKNOWLEDGEMENT" })?.kind).toBe("info")
  expect(read({ ...notice, NOTIFICATIONTYPE: "DOWNTIMESTART" }).ignored).toMatch(/downtime/)
  expect(first({ host: "db-1", status: "UP" })).toMatchObject({ kind: "resolved", partial: [] })
  expect(first({ host: "db-1" })?.partial).toEqual(["notification_type"])
  expect(() => read({ a: 1 })).toThrow(/no host/)
})

test("flapping begins and ends beside the state; scripts without a type go by the state", () => {
  const flapping = (type: string) =>
    first({ HOSTNAME: "db", SERVICEDESC: "Disk", SERVICESTATE: "OK", NOTIFICATIONTYPE: type })
  expect(flapping("FLAPPINGSTART")).toMatchObject({
    kind: "firing",
    dedupeKey: ["-", "db", "Disk", "flapping"],
  })
  expect(flapping("FLAPPINGSTOP")).toMatchObject({
    kind: "resolved",
    dedupeKey: ["-", "db", "Disk", "flapping"],
  })
  expect(first({ host: "db", service: "CPU", state: "CRITICAL", text: "load 20" })).toMatchObject({
    kind: "firing",
    description: "load 20",
    partial: [],
  })
  expect(
    first({
      context: {
        HOSTNAME: "db",
        WHAT: "HOST",
        HOSTSTATE: "UP",
        NOTIFICATIONTYPE: "RECOVERY",
        HOSTPROBLEMID: "0",
      },
    }),
  ).toMatchObject({ kind: "resolved", externalId: null })
})

test.each(["-", "N/A", ""])("a service of %j is none", (service) =>
  expect(first({ host: "sw1", service, notification_type: "PROBLEM", state: "DOWN" })).toMatchObject({
    title: "sw1: DOWN",
    dedupeKey: ["-", "sw1", "host"],
  }),
)

test("a host without a name goes by its alias, else by its address", () => {
  const nameless = { notification_type: "PROBLEM", state: "DOWN", address: "10.0.0.7" }
  expect(first({ ...nameless, alias: "core switch" })?.asset).toBe("core switch")
  expect(first(nameless)?.asset).toBe("10.0.0.7")
})
