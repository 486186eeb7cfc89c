import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { createRequestHandler, type ServerBuild } from "react-router"
import { afterAll } from "vitest"
import { parseProxies } from "#app/http/client-address.ts"
import { createWebServer, type PortalBuild, type WebOptions } from "#app/server.ts"
import type { DatabaseConfig } from "#db/config.ts"
import { projectRoot } from "#db/migrate.ts"

/** How the web server in front differs from the usual: its public address, and what stands before it. */
type Front = Partial<Pick<WebOptions, "origin" | "door">>

/** The built application, answering in this process on this test's database. It has connections of its own. */
export async function builtPortal(config: DatabaseConfig) {
  process.env["DATABASE_URL"] = config.ownerUrl
  process.env["SECRET_KEY"] = config.secretKey
  process.env["LOG_LEVEL"] = "silent"
  const build = (await import(
    /* @vite-ignore */ pathToFileURL(join(projectRoot(), "build/server/index.js")).href
  )) as ServerBuild & PortalBuild
  const postOnly = new Set(pathsOf(build, (route) => !route.module.loader && !route.module.default))
  const handle = createRequestHandler(build, "production")
  afterAll(() => build.entry.module.shutdown())
  return {
    /** Every path of the product, with its parameters: from the very table the server runs by. */
    paths: pathsOf(build),
    /** Those that take a post. */
    writable: pathsOf(build, (route) => Boolean(route.module.action)),
    /** Asks the way the route answers: with a post where it has no page and no loader. */
    visit(path: string, route: string, init: RequestInit = {}) {
      const form = new URLSearchParams({ verdict: "take", id: crypto.randomUUID() })
      return this.ask(path, postOnly.has(route) ? { ...init, method: "POST", body: form } : init)
    },
    /** Puts the web server in front, on a port of its own; gives its address. */
    async listen(proxies = "", front: Front = {}): Promise<string> {
      const server = createWebServer({
        build,
        root: projectRoot(),
        origin: front.origin ?? "http://localhost:3000",
        proxies: parseProxies(proxies),
        door: front.door,
      })
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
      afterAll(() => new Promise((resolve) => (server.close(resolve), server.closeAllConnections())))
      const address = server.address()
      return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`
    },
    async ask(path: string, init: RequestInit = {}) {
      const response = await handle(new Request(`http://localhost:3000${path}`, init))
      const stream = response.headers.get("content-type")?.startsWith("text/event-stream")
      const text = stream ? "" : await response.text()
      if (stream) await response.body?.cancel()
      return { status: response.status, headers: response.headers, text }
    },
  }
}

type Route = NonNullable<ServerBuild["routes"][string]>

function pathsOf(build: ServerBuild, which: (route: Route) => boolean = () => true): string[] {
  const full = (id: string): string => {
    const route = build.routes[id]
    if (!route) return ""
    const parent = route.parentId ? full(route.parentId) : ""
    return route.path ? `${parent}/${route.path}` : parent
  }
  const leaves = Object.values(build.routes).flatMap((route) =>
    route && which(route) && (route.path || route.index) ? [full(route.id) || "/"] : [],
  )
  return [...new Set(leaves)].sort()
}
