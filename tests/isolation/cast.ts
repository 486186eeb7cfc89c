import { eq } from "drizzle-orm"
import { createApiToken } from "#app/auth/create-api-token.server.ts"
import { createSession } from "#app/auth/sessions.server.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import {
  type ClientRole,
  clientRoles,
  type Permission,
  type ProviderRole,
  providerRoles,
  roleTable,
} from "#app/kernel/permission.ts"
import { instantNow } from "#app/kernel/time.ts"
import { inIdentity } from "#db/identity.ts"
import { apiTokens } from "#db/schema/identity.ts"
import { newGroup, newPerson, type WantedGrant } from "../support/people.ts"
import type { Need } from "./needs/need.ts"

/** What somebody may do, told as plainly as can be: nothing here is read from the code under test but the table of roles. */
export type Rights =
  | { readonly side: "nobody" }
  | { readonly side: "client"; readonly role: ClientRole; readonly of: "acme" | "globex" }
  | { readonly side: "provider"; readonly grants: readonly PlainGrant[] }

type PlainGrant = {
  readonly role: ProviderRole
  readonly at: "all" | "acme" | "globex"
  readonly discipline?: "noc" | "soc"
  readonly only?: readonly Permission[]
}

export type Member = {
  readonly name: string
  readonly rights: Rights
  /** Headers of a fresh session, or of the token. */
  readonly headers: () => Promise<Record<string, string>>
}

export type Answer = "sign in" | "ok" | "forbidden" | "missing"

/** What the matrix says somebody is told, of what is Acme's and the NOC's. */
export function expected(need: Need, rights: Rights): Answer {
  if (need.kind === "open") return "ok"
  if (rights.side === "nobody") return "sign in"
  if (need.kind === "signed-in") return "ok"
  if (need.kind === "own" || need.kind === "own-record") {
    if (rights.side === "provider") return "missing"
    const held: readonly Permission[] = roleTable.client[rights.role]
    if (!need.needs.every((p) => held.includes(p))) return "forbidden"
    return need.kind === "own" || rights.of === "acme" ? "ok" : "missing"
  }
  if (rights.side === "client") return "missing"
  if (need.kind === "staff") return "ok"
  return ofStaff(need, rights.grants)
}

function ofStaff(
  need: Need & { readonly needs: readonly Permission[] },
  held: readonly PlainGrant[],
): Answer {
  const at = (client: "acme" | "globex" | "all") => held.filter((g) => g.at === "all" || g.at === client)
  const suffices = (some: readonly PlainGrant[], work = false) =>
    need.needs.every((p) => some.some((g) => has(g, p) && !(work && isWork(p) && g.discipline === "soc")))
  const or = need.kind === "everywhere" ? need.or : undefined
  if (or?.every((p) => at("all").some((g) => has(g, p)))) return "ok"
  if (!suffices(at("acme")) && !suffices(at("globex"))) return "forbidden"
  switch (need.kind) {
    case "everywhere":
      return suffices(at("all")) ? "ok" : "forbidden"
    case "read":
      return suffices(at("acme")) ? "ok" : "missing"
    case "write":
      if (at("acme").length === 0) return "missing"
      return suffices(at("acme"), true) ? "ok" : "forbidden"
    default:
      return "ok"
  }
}

const isWork = (p: Permission) => disciplined.includes(p)
const disciplined: readonly Permission[] = [
  "alerts.triage",
  "incidents.work",
  "incidents.restricted",
  "containment.approve",
]
const has = ({ role, only }: PlainGrant, p: Permission) =>
  (roleTable.provider[role] as readonly Permission[]).includes(p) && (!only || only.includes(p))

type Clients = { readonly acme: TenantId; readonly globex: TenantId }
/** Everybody who can come with a browser: nobody, each role of a client's, each role of the provider's in each scope. */
export async function people({ acme, globex }: Clients): Promise<Member[]> {
  const groupId = await newGroup(acme)
  const members: Member[] = [{ name: "nobody", rights: { side: "nobody" }, headers: async () => ({}) }]
  for (const role of clientRoles) {
    members.push(await ofClient(role, "acme", acme), await ofClient(role, "globex", globex))
  }
  for (const role of providerRoles) {
    members.push(
      await ofProvider(`${role} over all`, { role, at: "all" }),
      await ofProvider(`${role} of acme`, { role, at: "acme", clientId: acme }),
      await ofProvider(`${role} of acme's group`, { role, at: "acme", groupId }),
      await ofProvider(`${role} of globex`, { role, at: "globex", clientId: globex }),
      await ofProvider(`${role}, expired`, { role, at: "all", expiresAt: instantNow() }),
    )
  }
  members.push(
    await ofProvider("analyst of the SOC", { role: "analyst", at: "all", discipline: "soc" }),
    await ofProvider("analyst of the NOC", { role: "analyst", at: "all", discipline: "noc" }),
    await ofProvider(
      "lead of globex, billing of acme",
      { role: "lead", at: "globex", clientId: globex },
      { role: "billing", at: "acme", clientId: acme },
    ),
  )
  return members
}

async function ofClient(role: ClientRole, of: "acme" | "globex", client: TenantId): Promise<Member> {
  return member(`${role} of ${of}`, { side: "client", role, of }, { client, role })
}

async function ofProvider(name: string, ...held: (PlainGrant & WantedGrant)[]): Promise<Member> {
  const inForce = held.filter((grant) => !grant.expiresAt)
  const rows = held.map((plain) => {
    const { at: _, ...grant } = plain
    return grant
  })
  return member(name, { side: "provider", grants: inForce }, { grants: rows })
}

async function member(
  name: string,
  rights: Rights,
  wanted: Parameters<typeof newPerson>[0],
): Promise<Member> {
  const id = await newPerson({ ...wanted, name })
  const headers = async () => ({
    cookie: (await createSession(id, { methods: ["password"] })).split(";")[0] ?? "",
  })
  return { name, rights, headers }
}

/** Every kind of API token: none, each role over all and over one client, narrowed, over, revoked. */
export async function tokens({ acme, globex }: Clients): Promise<Member[]> {
  const nobody: Rights = { side: "nobody" }
  const members: Member[] = [{ name: "no token", rights: nobody, headers: async () => ({}) }]
  const add = async (name: string, rights: Rights, wanted: Parameters<typeof createApiToken>[0]) => {
    const token = await createApiToken({ ...wanted, name })
    members.push({ name, rights, headers: async () => ({ authorization: `Bearer ${token}` }) })
  }
  for (const role of providerRoles)
    for (const [at, clientId] of [
      ["all", null],
      ["acme", acme],
      ["globex", globex],
    ] as const)
      await add(
        `${role} of ${at}`,
        { side: "provider", grants: [{ role, at }] },
        { name: "", role, clientId },
      )
  const narrow = { name: "", role: "admin", clientId: null } as const
  const only = ["clients.read", "sources.read"] as const
  await add(
    "narrowed",
    { side: "provider", grants: [{ role: "admin", at: "all", only }] },
    { ...narrow, permissions: only },
  )
  await add("over", nobody, { ...narrow, expiresAt: instantNow() })
  await add("revoked", nobody, narrow)
  await inIdentity((tx) =>
    tx.sql.update(apiTokens).set({ revokedAt: tx.now }).where(eq(apiTokens.name, "revoked")),
  )
  return members
}
