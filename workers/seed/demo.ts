import { randomBytes } from "node:crypto"
import { createApiToken } from "#app/auth/create-api-token.server.ts"
import { createUser } from "#app/auth/create-user.server.ts"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { createClient } from "#app/domain/clients/create.server.ts"
import { createSource } from "#app/domain/sources/create.server.ts"
import { defaultRate } from "#app/domain/sources/source.ts"
import { newId, type TenantId, type UserId } from "#app/kernel/ids.ts"
import type { Actor } from "#app/kernel/scope.ts"
import { inTenant } from "#db/tenant.ts"
import { type DemoClient, demoClients, demoPeople } from "./cast.ts"
import { chanceFrom } from "./chance.ts"
import { liveThrough } from "./history.ts"
import { progressBar } from "./progress-bar.ts"
import { promiseService } from "./promises.ts"
import { addScanners, tellScans } from "./scans.ts"
import { Shift } from "./shift.ts"
import { type SeededClient, tellStory } from "./story.ts"
import { writeDemo } from "./summary.ts"

const seeder: Actor = { kind: "system", name: "demo" }

/**
 * Fills an empty portal with a working provider: twelve clients with their sources, people who can sign in, and days of history:
 * alerts run through the real pipeline. Writes the sign-ins to `demo.json` in the data folder.
 */
export async function seedDemo(options: {
  readonly folder: string
  readonly origin: string
  readonly days: number
}): Promise<void> {
  const clients: SeededClient[] = []
  for (const client of demoClients) clients.push(await addClient(client))
  // One password of chance for the whole demo, known to this machine alone.
  const password = `floor-${randomBytes(9).toString("base64url")}`
  const ids = new Map<string, UserId>()
  for (const person of demoPeople) ids.set(person.email, await addPerson(person, password, clients))

  const to = Date.now()
  const from = to - options.days * 86_400_000
  const actor = (n: 0 | 1 | 2): Actor => ({
    kind: "user",
    id: ids.get(demoPeople[n].email) ?? newId(),
    name: demoPeople[n].name,
  })
  await promiseService(clients, from, actor(2))
  const shift = new Shift(actor(0), actor(1), chanceFrom(1))
  const scans = tellScans(await addScanners(clients), from, to)
  await liveThrough(
    [...tellStory(clients, from, to), ...scans].sort((a, b) => a.at - b.at),
    clients.map((c) => c.tenantId),
    shift,
    { from, to },
    progressBar("Demo history"),
  )

  const adminToken = await createApiToken({ name: "demo administrator", role: "admin", clientId: null })
  const users = demoPeople.map(({ email, role, client }) => ({
    email,
    password,
    role,
    ...(client ? { client } : {}),
  }))
  writeDemo(options.folder, { url: options.origin, adminToken, users })
}

async function addClient(client: DemoClient): Promise<SeededClient> {
  const tenantId: TenantId = newId()
  const scope = mintScope<"clients.manage" | "sources.manage" | "sources.read">(tenantId, {
    kind: "token",
    id: tenantId,
    name: seeder.name,
  })
  return inTenant(scope, async (t) => {
    await createClient(t, { code: client.code, name: client.name, timeZone: client.timeZone })
    const sources: { id: SeededClient["sources"][number]["id"]; adapter: string }[] = []
    for (const { adapter, name } of client.sources) {
      const { source } = await createSource(t, { adapter, name, ...defaultRate })
      sources.push({ id: source.id, adapter })
    }
    return { client, tenantId, sources }
  })
}

function addPerson(
  person: (typeof demoPeople)[number],
  password: string,
  clients: readonly SeededClient[],
): Promise<UserId> {
  const { client, ...rest } = person
  const clientId = clients.find((c) => c.client.code === client)?.tenantId ?? null
  return createUser({ ...rest, password, clientId, isDemo: true })
}
