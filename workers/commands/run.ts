import { hasFlag, type Command } from "./command.ts"

/** The long-running roles. Each is loaded only when asked for: the receiver starts without React. */
export const start: Command = {
  does: "everything on this machine: Postgres (unless DATABASE_URL is set), migrations, demo data, all roles",
  async run(args) {
    const { startEverything } = await import("../processes/start.ts")
    await startEverything({ dev: hasFlag(args, "dev"), demo: !hasFlag(args, "no-demo") })
  },
}

export const web: Command = {
  does: "screens, REST API and live updates on PORT",
  async run(args) {
    const { runWeb } = await import("../processes/web.ts")
    await runWeb({ dev: hasFlag(args, "dev"), withIngest: hasFlag(args, "with-ingest") })
  },
}

export const ingest: Command = {
  does: "the receiver of alerts on INGEST_PORT",
  async run() {
    const { runIngest } = await import("../processes/ingest.ts")
    await runIngest()
  },
}

export const worker: Command = {
  does: "drains the inbox and runs jobs",
  async run() {
    const { runWorker } = await import("../processes/worker.ts")
    await runWorker()
  },
}
