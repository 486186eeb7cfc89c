import { expect, test } from "vitest"
import { newId, type TenantId, type UserId } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"
import { type Affected, impactOf, securityPolicy, type SecurityPolicy } from "./policy.ts"

const now = instant("2026-11-21T12:00:00Z")
const acme: TenantId = newId()
const policy: SecurityPolicy = {
  staffIdleMinutes: 60,
  staffAbsoluteMinutes: 1440,
  clientIdleMinutes: 720,
  clientAbsoluteMinutes: 10_080,
  clientSecondFactor: false,
  secondFactorClients: [],
}
const minutesAgo = (minutes: number) => now.subtract({ minutes })
const person = (change: Partial<Affected> & { began?: number; seen?: number }): Affected => {
  const id: UserId = newId()
  const { began = 40, seen = 20, ...rest } = change
  const sessions = [{ createdAt: minutesAgo(began), lastSeenAt: minutesAgo(seen) }]
  return { id, name: "Ana", clientId: null, hasSecondFactor: false, sessions, ...rest }
}

test.each<[string, Parameters<typeof person>[0], Partial<SecurityPolicy>, boolean, boolean]>([
  ["nothing changes", {}, {}, false, false],
  ["idle for longer than the new limit", {}, { staffIdleMinutes: 20 }, true, false],
  ["idle for less", {}, { staffIdleMinutes: 21 }, false, false],
  [
    "signed in for longer than the new limit",
    {},
    { staffIdleMinutes: 30, staffAbsoluteMinutes: 40 },
    true,
    false,
  ],
  ["over already by the old one", { began: 2000 }, { staffAbsoluteMinutes: 60 }, false, false],
  ["a client's person by the limits of staff", { clientId: acme }, { staffIdleMinutes: 5 }, false, false],
  ["a client's person by their own", { clientId: acme }, { clientIdleMinutes: 10 }, true, false],
  ["a factor asked of all clients' people", { clientId: acme }, { clientSecondFactor: true }, false, true],
  ["of this client's", { clientId: acme }, { secondFactorClients: [acme] }, false, true],
  ["of another's", { clientId: newId() }, { secondFactorClients: [acme] }, false, false],
  ["who has one", { clientId: acme, hasSecondFactor: true }, { clientSecondFactor: true }, false, false],
  ["of staff, who need one anyway", {}, { clientSecondFactor: true }, false, false],
])("%s", (_name, who, change, signedOut, withoutFactor) => {
  const impact = impactOf([person(who)], policy, { ...policy, ...change }, now)
  expect([impact.signedOut.length === 1, impact.withoutFactor.length === 1]).toEqual([
    signedOut,
    withoutFactor,
  ])
})

test.each([
  [{ staffIdleMinutes: "4" }, "staffIdleMinutes"],
  [{ staffIdleMinutes: "61.5" }, "staffIdleMinutes"],
  [{ staffIdleMinutes: "soon" }, "staffIdleMinutes"],
  [{ staffIdleMinutes: "400", staffAbsoluteMinutes: "300" }, "staffIdleMinutes"],
  [{ clientAbsoluteMinutes: "43201" }, "clientAbsoluteMinutes"],
])("%j is refused", (change, field) => {
  const parsed = securityPolicy.safeParse({ ...policy, ...change })
  expect(parsed.error?.issues.map((issue) => issue.path[0])).toContain(field)
})
