import { type ChildProcess, spawn } from "node:child_process"
import { projectRoot } from "#db/migrate.ts"

export type Supervised = {
  /** Resolves when the child said it is ready for the first time. */
  readonly ready: Promise<void>
  /** Asks it to end and waits; it is killed after `graceSeconds`. */
  readonly stop: (graceSeconds?: number) => Promise<void>
}

/** Wait before a restart: short at first, growing while it keeps dying at once. */
const firstDelay = 200
const longestDelay = 10_000

/** Keeps one role running as a child process: whatever kills it, it is started again. */
export function supervise(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  say: (text: string) => void,
): Supervised {
  let child: ChildProcess | undefined
  let stopping = false
  let delay = firstDelay
  let markReady = () => {}
  const ready = new Promise<void>((resolve) => (markReady = resolve))

  const launch = () => {
    const startedAt = Date.now()
    const script = process.argv[1] ?? "portal.ts"
    const running = spawn(process.execPath, ["--enable-source-maps", script, ...args], {
      cwd: projectRoot(),
      env: { ...env, PORTAL_PROCESS: name },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    })
    child = running
    running.on("message", (message) => message === "listening" && markReady())
    running.once("exit", (code, signal) => {
      if (stopping) return
      delay = Date.now() - startedAt > 10_000 ? firstDelay : Math.min(delay * 2, longestDelay)
      say(`${name} ended (${signal ?? `code ${code}`}); starting it again`)
      setTimeout(() => stopping || launch(), delay)
    })
  }
  launch()

  return {
    ready,
    async stop(graceSeconds = 10) {
      stopping = true
      const running = child
      if (!running || running.exitCode !== null || running.signalCode !== null) return
      const ended = new Promise((resolve) => running.once("exit", resolve))
      running.kill("SIGTERM")
      const timer = setTimeout(() => running.kill("SIGKILL"), graceSeconds * 1000)
      await ended
      clearTimeout(timer)
    },
  }
}
