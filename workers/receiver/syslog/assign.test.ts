import { expect, test } from "vitest"
import { newId, type TenantId } from "#app/kernel/ids.ts"
import { assignListeners, type ListenerRow } from "./assign.ts"

const acme = newId<"tenant">()
const globex = newId<"tenant">()
const row = (tenant: TenantId, more: Partial<ListenerRow> = {}): ListenerRow => ({
  id: newId(),
  tenant,
  kind: "syslog-tcp",
  port: 6520,
  certificate: null,
  credential: "c",
  kept: true,
  live: true,
  ...more,
})
const verdicts = (...rows: ListenerRow[]) =>
  assignListeners(rows, { from: 6515, to: 6614 }).map(({ verdict }) => verdict)

test.each([
  ["one", [row(acme)], ["open"]],
  ["two of one client: the older", [row(acme), row(acme)], ["open", "taken"]],
  ["two clients: the first", [row(acme), row(globex)], ["open", "taken"]],
  [
    "while the first is paused its port goes to nobody",
    [row(acme, { live: false }), row(globex)],
    ["paused", "taken"],
  ],
  ["nor after it was removed", [row(acme, { kept: false, live: false }), row(globex)], ["taken"]],
  ["but to its own client", [row(acme, { kept: false, live: false }), row(acme)], ["open"]],
  [
    "TCP and UDP of one client share a number",
    [row(acme), row(acme, { kind: "syslog-udp" })],
    ["open", "open"],
  ],
  ["of two clients they do not", [row(acme), row(globex, { kind: "syslog-udp" })], ["open", "taken"]],
  ["outside the range", [row(acme, { port: 514 })], ["outside"]],
  [
    "a certificate is one client's",
    [
      row(acme, { kind: "syslog-tls", port: null, certificate: "aa" }),
      row(globex, { kind: "syslog-tls", port: null, certificate: "aa" }),
      row(globex, { kind: "syslog-tls", port: null, certificate: "bb" }),
    ],
    ["open", "taken", "open"],
  ],
  [
    "mailboxes share one port",
    [row(acme, { kind: "mail", port: null }), row(globex, { kind: "mail", port: null })],
    ["open", "open"],
  ],
] as const)("%s", (_name, rows, wanted) => expect(verdicts(...rows)).toEqual(wanted))
