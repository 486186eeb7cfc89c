import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll } from "vitest"
import { readRunning } from "#db/embedded.ts"
import { projectRoot } from "#db/migrate.ts"
import { freePort, launchPortal, stopPortal } from "../support/e2e-portal.ts"
import { until } from "./processes.ts"

/** A built portal of this test file's own, empty, with a database that is its own to kill. Call it once, at the top. */
export function portalToKill(env: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "watchfloor-chaos-"))
  let portal: Awaited<ReturnType<typeof launchPortal>> | undefined
  let base = ""
  let adminToken = ""
  beforeAll(async () => {
    const port = await freePort()
    base = `http://127.0.0.1:${port}`
    portal = await launchPortal(folder, port, env, ["--no-demo"])
    adminToken = command("token", "create", "--role", "admin").trim()
  }, 180_000)
  afterAll(async () => {
    if (portal) await stopPortal(portal)
    rmSync(folder, { recursive: true, force: true })
  })

  /** @throws Error when it ends with another code than 0 */
  function command(...args: readonly string[]): string {
    return execFileSync(process.execPath, ["build/portal.js", ...args], {
      cwd: projectRoot(),
      env: { ...process.env, DATA_DIR: folder },
      encoding: "utf8",
    })
  }

  return {
    folder,
    command,
    base: () => base,
    pid: () => portal?.pid,
    /** @throws Error with the answer, when it is none of success */
    async api<T>(path: string, body: object): Promise<T> {
      const response = await fetch(`${base}/api/v1${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      })
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
      return (await response.json()) as T
    },
    /** Where its Postgres listens by now. */
    async database() {
      const ownerUrl = await until(async () => (await readRunning(folder)) ?? undefined, 30_000, "Postgres")
      return { ownerUrl, secretKey: readFileSync(join(folder, "secret-key"), "utf8").trim() }
    },
  }
}
