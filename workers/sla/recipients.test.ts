import { expect, test } from "vitest"
import type { OnStaff } from "#app/auth/people/on-staff.server.ts"
import { newId, type TenantId, type UserId } from "#app/kernel/ids.ts"
import { type Instant, instant, plusSeconds } from "#app/kernel/time.ts"
import { type Concern, recipientsOf, resolveLevel } from "./recipients.ts"

const now = instant("2026-03-02T09:00:00Z")
const [acme, bolt] = [newId<"tenant">(), newId<"tenant">()]

type Held = readonly [
  role: string,
  discipline?: "noc" | "soc" | "both",
  reach?: TenantId,
  expiresAt?: Instant,
]

const person = (name: string, ...held: Held[]): OnStaff => ({
  ...{ id: newId<"user">(), name, email: `${name}@staff.example` },
  grants: held.map(([role, discipline = "both", reach, expiresAt = null]) => ({
    ...{ id: newId(), role, discipline, expiresAt, reach: reach ? [reach] : ("all" as const) },
  })),
})

const owner = person("owner", ["analyst", "noc"])
const analyst = person("analyst", ["analyst", "noc"])
const lead = person("lead", ["lead", "noc"])
const socLead = person("soc-lead", ["lead", "soc"])
const admin = person("admin", ["admin"])
const everybody = [owner, analyst, lead, socLead, admin]

const heard = (about: Partial<Concern>, staff: readonly OnStaff[] = everybody) =>
  recipientsOf(
    { kind: "breached", tenantId: acme, desk: "noc", ownerId: owner.id, ...about },
    staff,
    now,
  ).map(({ name }) => name)

test.each<readonly [string, Partial<Concern>, readonly OnStaff[], readonly string[]]>([
  ["at risk: its owner", { kind: "at_risk" }, everybody, ["owner"]],
  ["at risk and nobody's: the leads of the desk", { kind: "at_risk", ownerId: null }, everybody, ["lead"]],
  ["breached: its owner and the leads", {}, everybody, ["owner", "lead"]],
  ["breached at the other desk: that desk's leads", { desk: "soc", ownerId: null }, everybody, ["soc-lead"]],
  ["an owner who leads hears once", { ownerId: lead.id }, everybody, ["lead"]],
  ["no lead and no owner: the desk's analysts", { ownerId: null }, [analyst, socLead, admin], ["analyst"]],
  ["nobody at the desk: the administrators", { ownerId: null }, [socLead, admin], ["admin"]],
  ["an owner who left: the leads", { kind: "at_risk", ownerId: newId() as UserId }, everybody, ["lead"]],
])("%s", (_name, about, staff, expected) => expect(heard(about, staff)).toEqual(expected))

test("nobody hears of a client their grants do not cover, whoever owns the record", () => {
  const elsewhere = person("elsewhere", ["analyst", "noc", bolt])
  const leftYesterday = person("left", ["lead", "noc", acme, plusSeconds(now, -1)])
  const sales = person("sales", ["billing"])
  const at = { ownerId: elsewhere.id }
  expect(heard(at, [elsewhere, leftYesterday, sales])).toEqual([])
  expect(heard(at, [elsewhere, leftYesterday, sales, admin])).toEqual(["admin"])
  expect(heard({ ...at, tenantId: bolt }, [elsewhere, leftYesterday])).toEqual(["elsewhere"])
})

test("2.10.5 a level tells whom it names as they are now; where that is nobody, whom the next names", () => {
  const about = { tenantId: acme, desk: "noc", ownerId: owner.id } as const
  const level = (tell?: "owner" | "lead" | "account") => ({
    id: tell ?? "x",
    share: 0.5,
    ...(tell ? { tell } : {}),
  })
  const told = (levels: readonly ReturnType<typeof level>[], staff: readonly OnStaff[] = everybody) => {
    const { people, skipped } = resolveLevel(about, levels, staff, now)
    return [people.map(({ name }) => name), skipped]
  }
  expect(told([level("owner"), level("lead")])).toEqual([["owner"], []])
  expect(told([level()])).toEqual([["lead"], []])
  expect(told([level("account"), level("lead")])).toEqual([["lead"], ["account"]])
  const manager = person("manager", ["account", "both", acme])
  expect(told([level("account")], [...everybody, manager])).toEqual([["manager"], []])
  expect(told([level("account"), level("account")])).toEqual([["owner", "lead"], ["account"]])
  expect(told([level("lead")], [admin])).toEqual([["admin"], ["lead"]])
  expect(told([level("lead")], [])).toEqual([[], ["lead"]])
})
