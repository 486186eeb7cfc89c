import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { env } from "#app/env.server.ts"
import { log } from "#app/http/log.server.ts"
import { createWebServer, type PortalBuild, type WebOptions } from "#app/server.ts"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import { configureDatabase } from "#db/config.ts"
import { projectRoot } from "#db/migrate.ts"
import { createReceiver } from "../receiver/handler.ts"
import { listenerConfig } from "../receiver/listener-config.ts"
import { listen } from "./listen.ts"
import { onShutdown } from "./shutdown.ts"

/** Runs the screens, the API and live updates; with the receiver in front of them where one port serves everything. */
export async function runWeb(options: {
  readonly dev: boolean
  readonly withIngest: boolean
}): Promise<void> {
  const { DATABASE_URL, SECRET_KEY, PORT, origin, TRUSTED_PROXIES, INGEST_CLIENT_RATE } = env()
  if (!DATABASE_URL) throw new Error("DATABASE_URL is not set. `portal start` brings its own Postgres.")
  const database = { ownerUrl: DATABASE_URL, secretKey: SECRET_KEY }
  configureDatabase(database)
  const root = projectRoot()
  const app = options.dev ? await developmentBuild(root) : await productionBuild(root)
  const receiver = options.withIngest
    ? createReceiver({
        ...{ config: database, log, isKnownAdapter, https: origin.startsWith("https:") },
        listeners: listenerConfig(env()),
        clientRate: INGEST_CLIENT_RATE,
      })
    : null
  await receiver?.ready()

  const server = createWebServer({
    build: app.build,
    root,
    origin,
    proxies: TRUSTED_PROXIES,
    door: receiver?.handle,
    before: app.before,
  })
  await listen(server, PORT)
  process.send?.("listening")

  onShutdown(async () => {
    receiver?.hurry()
    const closed = new Promise((resolve) => server.close(resolve))
    // Live streams never end by themselves; their browsers reconnect to the next process.
    await app.shutdown()
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 3000).unref()
    await closed
    await receiver?.close()
  })
}

type App = Pick<WebOptions, "build" | "before"> & { readonly shutdown: () => Promise<void> }

async function productionBuild(root: string): Promise<App> {
  const build = (await import(pathToFileURL(join(root, "build/server/index.js")).href)) as PortalBuild
  return { build, shutdown: () => build.entry.module.shutdown() }
}

/** Vite in the same process: every request is answered by the sources as they are now. */
async function developmentBuild(root: string): Promise<App> {
  const { createServer } = await import("vite")
  const vite = await createServer({ root, server: { middlewareMode: true } })
  const load = async () => (await vite.ssrLoadModule("virtual:react-router/server-build")) as PortalBuild
  return {
    build: load,
    before: (request, response) =>
      new Promise((resolve) => {
        response.once("close", () => resolve(true))
        vite.middlewares(request, response, () => resolve(false))
      }),
    shutdown: async () => {
      await (await load()).entry.module.shutdown()
      await vite.close()
    },
  }
}
