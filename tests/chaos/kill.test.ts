import { execFileSync } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { projectRoot } from "#db/migrate.ts"
import { freePort, launchPortal, stopPortal } from "../support/e2e-portal.ts"

/*
 * kill -9 of worker, web and Postgres in turn while alerts arrive. A ledger outside the system keeps every request and its
 * answer; afterwards every 202 is exactly one signal, and nothing is there that was not sent.
 */
const folder = mkdtempSync(join(tmpdir(), "watchfloor-chaos-"))
const rounds = Number(process.env["CHAOS_ROUNDS"] ?? 2)
let portal: Awaited<ReturnType<typeof launchPortal>>
let base = ""
let adminToken = ""

beforeAll(async () => {
  const port = await freePort()
  base = `http://127.0.0.1:${port}`
  portal = await launchPortal(folder, port, {}, ["--no-demo"])
  adminToken = execFileSync(process.execPath, ["build/portal.js", "token", "create", "--role", "admin"], {
    cwd: projectRoot(),
    env: { ...process.env, DATA_DIR: folder },
    encoding: "utf8",
  }).trim()
}, 90_000)

afterAll(async () => {
  if (portal) await stopPortal(portal)
  rmSync(folder, { recursive: true, force: true })
})

async function api<T>(path: string, body?: object): Promise<T> {
  const response = await fetch(`${base}/api/v1${path}`, {
    method: body ? "POST" : "GET",
    headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

/** Children of the supervisor by role, from /proc: what an operator's kill -9 would hit. */
function pidOf(role: "web" | "worker" | "postgres"): number | undefined {
  if (role === "postgres") {
    const file = join(folder, "pg/postmaster.pid")
    return existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : undefined
  }
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1])
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")
      if (parent === portal.pid && command.includes(role)) return Number(pid)
    } catch {
      // It ended while we looked.
    }
  }
  return undefined
}

async function until<T>(
  look: () => Promise<T | undefined> | T | undefined,
  milliseconds: number,
  what: string,
): Promise<T> {
  const deadline = Date.now() + milliseconds
  for (;;) {
    const found = await Promise.resolve(look()).catch(() => undefined)
    if (found !== undefined) return found
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

test("every 202 is one signal afterwards, none twice", { timeout: 180_000 }, async () => {
  const client = await api<{ id: string }>("/clients", { name: "Chaos" })
  const source = await api<{ token: string }>(`/clients/${client.id}/sources`, {
    adapter: "generic",
    ratePerSecond: 10_000,
    burst: 10_000,
    // Every alert is to be found by its own id.
    stormLimit: 1_000_000,
  })
  const accepted = new Map<string, string>()
  const sent = new Set<string>()
  let sending = true
  let number = 0

  // A sender as the contract asks for: the same key until it is answered.
  const sender = async () => {
    while (sending) {
      const key = `alert-${++number}`
      sent.add(key)
      for (let tries = 0; tries < 400; tries++) {
        const response = await fetch(`${base}/ingest/v1/generic`, {
          method: "POST",
          headers: {
            authorization: `Bearer ${source.token}`,
            "content-type": "application/json",
            "idempotency-key": key,
          },
          body: JSON.stringify({ key, title: key, severity: "low", rule: "chaos" }),
          signal: AbortSignal.timeout(5000),
        }).catch(() => null)
        if (response?.status === 202) {
          accepted.set(
            key,
            ((await response.json().catch(() => ({ receipt: "cut" }))) as { receipt: string }).receipt,
          )
          break
        }
        expect([null, 429, 500, 503], "an answer outside the contract").toContain(response?.status ?? null)
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
      await new Promise((resolve) => setTimeout(resolve, 8))
    }
  }
  const senders = Array.from({ length: 8 }, sender)

  const killed: string[] = []
  for (let round = 0; round < rounds; round++)
    for (const role of ["worker", "web", "postgres"] as const) {
      const before = accepted.size
      await until(
        () => (accepted.size > before + 40 ? true : undefined),
        30_000,
        "alerts to be accepted again",
      )
      const pid = await until(() => pidOf(role), 20_000, `a ${role} to kill`)
      process.kill(pid, "SIGKILL")
      killed.push(role)
    }
  const last = accepted.size
  await until(() => (accepted.size > last + 40 ? true : undefined), 30_000, "alerts after the last kill")
  sending = false
  await Promise.all(senders)
  expect(killed).toHaveLength(rounds * 3)
  expect(accepted.size).toBe(sent.size)

  const drained = async () => {
    const text = await (
      await fetch(`${base}/metrics`, { headers: { authorization: `Bearer ${adminToken}` } })
    ).text()
    return /^watchfloor_inbox_waiting 0$/m.test(text) ? true : undefined
  }
  await until(drained, 30_000, "the inbox to be drained")
  const counts = new Map<string, number>()
  for (let cursor: string | null = ""; cursor !== null;) {
    const page: { items: { externalId: string; count: number }[]; nextCursor: string | null } = await api(
      `/alerts?client=${client.id}&limit=200${cursor ? `&cursor=${cursor}` : ""}`,
    )
    for (const alert of page.items)
      counts.set(alert.externalId, (counts.get(alert.externalId) ?? 0) + alert.count)
    cursor = page.nextCursor
  }
  const lost = [...accepted.keys()].filter((key) => !counts.has(key))
  const doubled = [...counts].filter(([, count]) => count !== 1)
  const invented = [...counts.keys()].filter((key) => !sent.has(key))
  console.log(
    `killed ${killed.join(", ")}: ${accepted.size} accepted, ${lost.length} lost, ${doubled.length} doubled`,
  )
  expect({ lost, doubled, invented }).toEqual({ lost: [], doubled: [], invented: [] })
})
