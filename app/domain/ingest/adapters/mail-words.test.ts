import { expect, test } from "vitest"
import { problemOf, severityOf, stateOf } from "./mail-words.ts"

test.each([
  // Zabbix
  ["Problem: Disk full on db-1", "Resolved in 5m 3s: Disk full on db-1"],
  ["PROBLEM: Zabbix agent on web-1 is unreachable", "RESOLVED: Zabbix agent on web-1 is unreachable"],
  // Nagios, Icinga, Checkmk
  ["** PROBLEM Service Alert: web-1/HTTP is CRITICAL **", "** RECOVERY Service Alert: web-1/HTTP is OK **"],
  ["** PROBLEM Host Alert: web-1 is DOWN **", "** RECOVERY Host Alert: web-1 is UP **"],
  // Alertmanager, Grafana
  ["[FIRING:1] DiskFull (db-1 node critical)", "[RESOLVED] DiskFull (db-1 node critical)"],
  ["[Alerting] CPU usage", "[OK] CPU usage"],
  // CloudWatch, UptimeRobot, others
  ['ALARM: "cpu-high" in EU (Ireland)', 'OK: "cpu-high" in EU (Ireland)'],
  ["Monitor is DOWN: shop.example", "Monitor is UP: shop.example"],
  ["[WARNING] backup of nas-2 late", "[RECOVERED] backup of nas-2 late"],
  ["Fwd: [RESOLVED] link to Sofia", "[PROBLEM] link to Sofia"],
])("%s and %s are one problem", (one, other) => {
  expect(problemOf(one)).toBe(problemOf(other))
  expect(new Set([stateOf(one).value, stateOf(other).value])).toEqual(new Set(["firing", "resolved"]))
})

test.each([
  ["Disk full on db-1", "Disk full on db-2"],
  ["Monitor is DOWN: shop.example", "Monitor is DOWN: mail.example"],
  ["[FIRING:1] DiskFull", "[FIRING:1] CpuHigh"],
])("%s and %s are two", (one, other) => expect(problemOf(one)).not.toBe(problemOf(other)))

test.each([
  ["Backup report OK customers", "firing"],
  ["Ticket closed by mistake", "firing"],
  ["Up and running soon", "firing"],
  ["[ACKNOWLEDGED] Disk full", "info"],
])("%s: %s", (subject, kind) => expect(stateOf(subject).value).toBe(kind))

test.each([
  ["CRITICAL: disk", null, "critical"],
  ["disk is at 91 % (warning)", "1", "medium"],
  ["disk", "1 (Highest)", "high"],
  ["disk", "High", "high"],
  ["disk", "5", "low"],
  ["disk", null, "medium"],
] as const)("%s with priority %s: %s", (subject, priority, wanted) =>
  expect(severityOf(subject, priority).value).toBe(wanted),
)

test("a subject that is nothing but its state is its own problem", () =>
  expect(problemOf("RESOLVED")).toBe("resolved"))

test("subjects of any shape are read", () => {
  for (const piece of ["[", "is ", "re: ", "problem ", "* ", ": ", "a1 in 5m "]) {
    expect(problemOf(piece.repeat(50_000))).toBeTypeOf("string")
    expect(stateOf(piece.repeat(50_000)).value).toBeTypeOf("string")
  }
})
