import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"
import { isEveryday, levelIn } from "./syslog-everyday.ts"

const read = (body: string) => normaliseDelivery({ adapterKey: "syslog", contentType: "text/plain", body })
const first = (body: string) => read(body).events[0]

test.each([
  ["error: maximum attempts exceeded", "error"],
  ["[3483:15] info: start of service", "info"],
  ["<133006> <6069> <ERRS> <sw 192.0.2.1> User admin failed", "ERRS"],
  ["#INFO# Use of 'save' by user 'ann'", "INFO"],
  ["2026/01/02 03:04:05 [error] 9841#9841: connect() failed", "error"],
  ["Event|105|LOG_WARN|AMM|1/1|LLDP neighbor", "WARN"],
  ["01490102:5: Access policy result", "5"],
  ["the error: was small", null],
])("the level of %s", (message, level) => expect(levelIn(message)).toBe(level))

test.each([
  ["Accepted publickey for ann from 192.0.2.7 port 5 ssh2", true],
  ["User 'ann' authenticated successfully from 192.0.2.7", true],
  ["type=vpn_auth_success msg= 'request accepted'", true],
  ["SSH2 Session from 192.0.2.7 for user 'ann' closed", true],
  ["DHCPACK on 10.0.0.2 to 02:00:00:00:00:01 via 10.0.0.1", true],
  ["(root) CMD (/usr/bin/monitor)", true],
  ["Connection closed by invalid user pi 192.0.2.7", false],
  ["DHCPDISCOVER from 02:00:00:00:00:01: no free leases", false],
  ["Login failed; last login successful yesterday", false],
  ["Configured from console by ann on vty0", false],
])("%s is everyday: %s", (message, is) => expect(isEveryday(message)).toBe(is))

test("everyday lines are no alerts from a notice down; a warning is one whatever it tells of", () => {
  const line = (priority: number) => `<${priority}>Jan 2 03:04:05 sw login: session opened for ann`
  expect(read(line(37)).ignored).toMatch(/not alerts/)
  expect(first(line(36))?.severity).toBe("medium")
  expect(read("session opened for user ann").ignored).toMatch(/not alerts/)
  expect(read("INFO: 5 endpoints purged").ignored).toMatch(/not alerts/)
  expect(first("WARN: Request failed")).toMatchObject({ severity: "medium", sourceSeverity: "WARN" })
})

test.each([
  [
    "Meraki without a header",
    "1767323045.25 MX84 events type=vpn_auth_failure msg= 'Peer IP=198.51.100.9 User=ann: rejected. '",
    { asset: "MX84", occurredAt: "2026-01-02T03:04:05.25Z", rule: "events: vpn_auth_failure" },
  ],
  [
    "ISE without its category, with its own time",
    "0000248509 3 0 2026-01-02 04:04:05.264 +01:00 0005365098 5400 NOTICE Failed-Attempt: Authentication failed, UserName=eve",
    {
      severity: "low",
      title: "Failed-Attempt: Authentication failed",
      occurredAt: "2026-01-02T03:04:05.264Z",
    },
  ],
  [
    "Junos of which a relay has left the event",
    'RT_SCREEN_ICMP [junos@2636.1 attack-name="Address sweep!" source-address="198.51.100.9"]',
    { title: "RT_SCREEN_ICMP: Address sweep!", discipline: "soc", rule: "RT_SCREEN_ICMP: Address sweep!" },
  ],
])("%s", (_name, line, expected) => expect(first(line)).toMatchObject(expected))

test.each([
  "1767323045.25 MX84 flows deny src=198.51.100.9 dst=10.0.0.1 protocol=tcp",
  'RT_FLOW_SESSION_DENY [junos@2636.1 source-address="10.0.0.1"]',
  "0001514749 7 3 AuthenticationStatus=AuthenticationPassed, NetworkDeviceName=sw",
  '<189>type="event" subtype="system" level="information" logdesc="Admin login successful" user="ann"',
  "<134>CEF:0|Fortinet|Fortigate|7|13|traffic:forward accept|3|act=accept",
  "<134>LEEF:1.0|Acme|Gate|1|pass|disp=Allow",
])("a log, not an alert: %s", (line) => expect(read(line).ignored).toMatch(/not alerts/))

test("who configured a device, and a failed rise to its privileges", () => {
  expect(
    first(
      "<189>sw: Jan 2 2026 03:04:05: %SYS-5-CONFIG_I: Configured from console by ann on vty1 (192.0.2.7)",
    ),
  ).toMatchObject({
    observables: [
      { type: "user", value: "ann" },
      { type: "ip", value: "192.0.2.7" },
    ],
  })
  expect(
    first(
      "<189>sw: Jan 2 2026 03:04:05: %SYS-5-PRIV_AUTH_FAIL: Authentication to level 15 failed by ann on vty0",
    ),
  ).toMatchObject({ discipline: "soc" })
})

test("the names of algorithms are no mails", () =>
  expect(
    first("<187>sw: Jan 2 2026 03:04:05: %SSH-3-BAD: hmac 'hmac-sha2-256-etm@openssh.com' failed")
      ?.observables,
  ).toEqual([]))

test("an account in angle brackets may have a blank; an address may have its port behind a colon", () =>
  expect(
    first("<164>Jan 2 2026 03:04:05 fw : %ASA-4-113019: User <Ann Doe> Remote:198.51.100.9:500 login failed")
      ?.observables,
  ).toEqual([
    { type: "user", value: "Ann Doe" },
    { type: "ip", value: "198.51.100.9" },
  ]))

test("an account beside its address; none where nobody signed in", () => {
  const users = (message: string) =>
    first(`<164>Jan 2 2026 03:04:05 fw : ${message}`)?.observables.flatMap(({ type, value }) =>
      type === "user" ? [value] : [],
    )
  expect(
    users("%ASA-4-313005: No matching connection: icmp src out:198.51.100.9(ACME\\ann) dst in:10.0.0.1"),
  ).toEqual(["ACME\\ann"])
  const file =
    "%FTD-1-430005: SrcIP: 198.51.100.9, ThreatName: Eicar, User: No Authentication Required, URI: http://x.test/y"
  expect(users(file)).toEqual([])
})
