import { existsSync } from "node:fs"
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import { join } from "node:path"
import { createRequestListener } from "@react-router/node"
import type { ServerBuild } from "react-router"
import sirv from "sirv"
import type { RequestOrigin } from "./domain/audit/origin.server.ts"
import type { TrustedProxies } from "./http/client-address.ts"
import { arrivalOf } from "./http/arrival.ts"
import { isSameOrigin, needsNoOrigin } from "./http/same-origin.ts"

/** What the server needs of the built application. Its module holds the database's connections: there is one of it. */
export type PortalBuild = ServerBuild & {
  readonly entry: {
    readonly module: {
      readonly answerHealth: (request: Request) => Promise<Response | null>
      readonly shutdown: () => Promise<void>
      /** Everything the work does for this request knows where it came from. */
      readonly withOrigin: <T>(origin: RequestOrigin, work: () => T) => T
    }
  }
}

export type WebOptions = {
  /** The built application, or how to load it anew for each request while developing. */
  readonly build: PortalBuild | (() => Promise<PortalBuild>)
  readonly root: string
  /** Origin people reach the portal at: unsafe requests must come from its pages. */
  readonly origin: string
  /** Whose X-Forwarded-For is believed. */
  readonly proxies: TrustedProxies
  /** Sees every request first; true when it has taken it. The receiver, and Vite while developing. */
  readonly before: readonly ((
    request: IncomingMessage,
    response: ServerResponse,
  ) => boolean | Promise<boolean>)[]
}

/** The web role: health, static files, and everything React Router knows, behind the same-origin check. */
export function createWebServer(options: WebOptions): Server {
  const load = async () => (typeof options.build === "function" ? options.build() : options.build)
  const assets = staticFiles(options.root)
  const pages = createRequestListener({ build: load })
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => fail(response))
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const taker of options.before) if (await taker(request, response)) return
    const path = pathOf(request)
    if (machinePaths.has(path)) {
      const health = await (
        await load()
      ).entry.module.answerHealth(new Request(new URL(path, options.origin), { headers: bearerOf(request) }))
      if (health) return send(health, response)
    }
    if (!needsNoOrigin(path) && !isSameOrigin(request.method ?? "GET", originOf(request), options.origin))
      return refuse(response)
    const { entry } = await load()
    const arrival = arrivalOf(request, options.proxies)
    response.setHeader("x-request-id", arrival.requestId)
    assets(request, response, () => entry.module.withOrigin(arrival, () => pages(request, response)))
  }

  // Slow clients hold no worker: headers within 20 s, the whole request within 60 s.
  server.headersTimeout = 20_000
  server.requestTimeout = 60_000
  return server
}

const machinePaths = new Set(["/healthz", "/readyz", "/metrics"])

function staticFiles(root: string) {
  const folder = join(root, "build/client")
  if (!existsSync(folder)) return (_: IncomingMessage, __: ServerResponse, next: () => void) => next()
  return sirv(folder, {
    etag: true,
    setHeaders(response, path) {
      response.setHeader("x-content-type-options", "nosniff")
      if (path.startsWith("/assets/"))
        response.setHeader("cache-control", "public, max-age=31536000, immutable")
    },
  })
}

function originOf(request: IncomingMessage) {
  const { host, origin } = request.headers
  const fetchSite = request.headers["sec-fetch-site"]
  return {
    ...(host ? { host } : {}),
    ...(origin ? { origin } : {}),
    ...(typeof fetchSite === "string" ? { fetchSite } : {}),
  }
}

function bearerOf(request: IncomingMessage): Record<string, string> {
  return request.headers.authorization ? { authorization: request.headers.authorization } : {}
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split("?")[0] ?? "/"
}

async function send(answer: Response, response: ServerResponse): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  response.end(await answer.text())
}

function refuse(response: ServerResponse): void {
  response.writeHead(403, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" })
  response.end("This request did not come from a page of the portal.\n")
}

function fail(response: ServerResponse): void {
  if (!response.headersSent)
    response.writeHead(500, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" })
  response.end("Something went wrong on our side.\n")
}
