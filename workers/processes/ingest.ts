import { env } from "#app/env.server.ts"
import { log } from "#app/http/log.server.ts"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import { listenerConfig } from "../receiver/listener-config.ts"
import { runReceiver } from "../receiver/main.ts"
import { onShutdown } from "./shutdown.ts"

/** Runs the receiver alone. It answers `/healthz` and `/readyz` besides its own routes. */
export async function runIngest(): Promise<void> {
  const { DATABASE_URL, SECRET_KEY, INGEST_PORT, INGEST_CLIENT_RATE, origin } = env()
  if (!DATABASE_URL) throw new Error("DATABASE_URL is not set. `portal start` brings its own Postgres.")
  const receiver = await runReceiver({
    port: INGEST_PORT,
    https: origin.startsWith("https:"),
    config: { ownerUrl: DATABASE_URL, secretKey: SECRET_KEY },
    log,
    isKnownAdapter,
    listeners: listenerConfig(env()),
    clientRate: INGEST_CLIENT_RATE,
  })
  onShutdown(receiver.close)
}
