import { type ChildProcess, spawn } from "node:child_process"
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { projectRoot } from "#db/migrate.ts"

/** Starts the built portal with a demo of its own and tells the tests where it is; ends it after them. */
export default async function startPortal() {
  const root = projectRoot()
  if (!existsSync(join(root, "build/portal.js"))) throw new Error("Build first: npm run build")
  const folder = mkdtempSync(join(tmpdir(), "watchfloor-e2e-"))
  const port = await freePort()
  const portal = await launchPortal(folder, port, { DEMO_DAYS: "3", PREVIEW_MILLISECONDS: "1" })
  portal.stdout?.on("data", sayFaults)
  process.env["E2E_URL"] = `http://localhost:${port}`
  process.env["E2E_DATA"] = folder
  return async () => {
    await stopPortal(portal)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Where a test fails because the portal did, this is the only trace. */
function sayFaults(chunk: Buffer): void {
  for (const line of chunk.toString().split("\n")) if (line.includes('"level":50')) console.log(line)
}

/** Runs `portal start` and waits until it is ready. */
export async function launchPortal(
  folder: string,
  port: number,
  env: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
): Promise<ChildProcess> {
  const { DATABASE_URL: _, ...inherited } = process.env
  const portal = spawn(process.execPath, ["build/portal.js", "start", ...args], {
    cwd: projectRoot(),
    env: { ...inherited, PORT: String(port), DATA_DIR: folder, LOG_LEVEL: "warn", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })
  let output = ""
  const keep = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-8000))
  portal.stdout?.on("data", keep)
  portal.stderr?.on("data", keep)
  const deadline = Date.now() + 90_000
  while (!output.includes("Watchfloor is up")) {
    if (portal.exitCode !== null) throw new Error(`The portal ended before it was ready.\n${output}`)
    if (Date.now() > deadline) throw new Error(`The portal did not become ready.\n${output}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return portal
}

export async function stopPortal(portal: ChildProcess): Promise<void> {
  if (portal.exitCode !== null) return
  const ended = new Promise((resolve) => portal.once("exit", resolve))
  portal.kill("SIGTERM")
  await ended
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address()
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0))
    })
  })
}
