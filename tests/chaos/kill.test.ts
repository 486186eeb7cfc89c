import postgres from "postgres"
import { expect, test } from "vitest"
import type { TenantId } from "#app/kernel/ids.ts"
import { findings } from "../isolation/catalogue.ts"
import { openWorkerRows } from "../support/worker-rows.ts"
import { balanceOf, orphans, waiting } from "./invariants.ts"
import { newLedger } from "./ledger.ts"
import { portalToKill } from "./portal.ts"
import { pidOf, type Role, until } from "./processes.ts"

/*
 * kill -9 of worker, web and Postgres in turn while alerts of twenty clients arrive. A ledger outside the system keeps
 * every request and its answer; afterwards every 202 is exactly one signal of its own client, and nothing is there that
 * was not sent. Six kills by themselves, as many as CHAOS_KILLS says with `npm run chaos`.
 */
const { folder, command, base, pid: supervisor, api, database } = portalToKill()
const kills = Number(process.env["CHAOS_KILLS"] ?? 6)
const roles = ["worker", "web", "postgres"] as const satisfies readonly Role[]
const ledger = newLedger()
type Sender = { readonly client: TenantId; readonly token: string }

async function newSender(n: number): Promise<Sender> {
  const { id } = await api<{ id: TenantId }>("/clients", { name: `Chaos ${n}` })
  // Every alert is to be found by its own key: no storm gathers them.
  const limits = { adapter: "generic", ratePerSecond: 10_000, burst: 10_000, stormLimit: 1_000_000 }
  return { client: id, token: (await api<{ token: string }>(`/clients/${id}/sources`, limits)).token }
}

/** Sends as the contract asks: with the same key until it is answered. */
async function deliver({ client, token }: Sender, key: string): Promise<void> {
  for (let tries = 0; tries < 1000; tries++) {
    const status = await fetch(`${base()}/ingest/v1/generic`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "idempotency-key": key,
      },
      body: JSON.stringify({ key, title: key, severity: tries % 7 ? "low" : "high", rule: "chaos" }),
      signal: AbortSignal.timeout(5000),
    }).then(
      (answer) => answer.status,
      () => 0,
    )
    ledger.note({ client, key, status })
    expect([202, 0, 429, 500, 503], "an answer outside the contract").toContain(status)
    if (status === 202) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`${key} was never taken`)
}

test(
  `${kills} x kill -9: every 202 is one signal of its own client, none twice, and nothing is left over`,
  { timeout: 120_000 + kills * 20_000 },
  async () => {
    const senders: Sender[] = []
    for (let n = 0; n < 20; n++) senders.push(await newSender(n))
    let accepted = 0
    let sending = true
    const lane = async (name: number) => {
      for (let i = 0; sending; i++) {
        await deliver(senders[(name + i * 8) % senders.length]!, `alert-${name}-${i}`)
        accepted++
        await new Promise((resolve) => setTimeout(resolve, 15))
      }
    }
    const lanes = Array.from({ length: 8 }, (_, name) => lane(name))
    const more = (n: number, what: string) => {
      const before = accepted
      return until(() => (accepted > before + n ? true : undefined), 60_000, what)
    }
    for (let kill = 0; kill < kills; kill++) {
      const role = roles[kill % roles.length]!
      await more(40, `alerts to be accepted after kill ${kill}`)
      const pid = await until(() => pidOf(role, folder, supervisor()), 30_000, `a ${role} to kill`)
      process.kill(pid, "SIGKILL")
    }
    await more(40, "alerts after the last kill")
    sending = false
    await Promise.all(lanes)

    const { ownerUrl, secretKey } = await database()
    const { look, end } = openWorkerRows({ ownerUrl, secretKey })
    await until(async () => ((await waiting(look)) === 0 ? true : undefined), 60_000, "an empty inbox")
    const clients = senders.map(({ client }) => client)
    const balances = await Promise.all(clients.map((client) => balanceOf(look, ledger, client)))
    const sum = (count: (b: (typeof balances)[number]) => number) =>
      balances.reduce((n, b) => n + count(b), 0)
    console.log(
      `${kills} kills: ${sum((b) => b.accepted)} accepted, ${sum((b) => b.stored)} stored, ${sum((b) => b.lost.length)} lost, ${sum((b) => b.doubled.length)} doubled, ${ledger.lines().filter(({ status }) => status !== 202).length} answers that were no 202`,
    )
    for (const balance of balances) expect(balance).toMatchObject({ lost: [], doubled: [], invented: [] })
    expect(await orphans(look, clients)).toEqual({})
    await end()
    const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} })
    expect(await findings(owner)).toEqual([])
    await owner.end()
    expect(command("audit", "verify")).not.toMatch(/broken/i)
  },
)
