import { existsSync } from "node:fs"
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import { join } from "node:path"
import { createRequestListener } from "@react-router/node"
import type { ServerBuild } from "react-router"
import sirv from "sirv"
import type { RequestOrigin } from "./domain/audit/origin.server.ts"
import { arrivalOf } from "./http/arrival.ts"
import { announcesTooMuch, maxBodyBytes, readSmallBody, watchBody } from "./http/body-limit.ts"
import type { TrustedProxies } from "./http/client-address.ts"
import { log } from "./http/log.server.ts"
import { misshapeOf } from "./http/request-shape.ts"
import { isSameOrigin, needsNoOrigin } from "./http/same-origin.ts"
import { reportPath, securityHeaders } from "./http/security-headers.ts"
import { refuseUnreadable } from "./http/unreadable-request.ts"

/** What the server needs of the built application. Its module holds the database's connections: there is one of it. */
export type PortalBuild = ServerBuild & {
  readonly entry: {
    readonly module: {
      readonly answerHealth: (request: Request) => Promise<Response | null>
      readonly answerCspReport: (body: string, address: string | null) => Response
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
  /** The receiver, where one port serves everything: it sees every request first, and sets the headers of its answers itself. */
  readonly door?: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined
  /** Sees the others before the portal does; true when it has taken one. Vite, while developing. */
  readonly before?: ((request: IncomingMessage, response: ServerResponse) => Promise<boolean>) | undefined
}

/**
 * The web role: health, static files, and everything React Router knows, behind the checks of shape, origin and size. Every
 * answer of its own starts with the same headers.
 */
export function createWebServer(options: WebOptions): Server {
  const { build, origin, proxies } = options
  const load = async () => (typeof build === "function" ? build() : build)
  const https = origin.startsWith("https:")
  const assets = staticFiles(options.root)
  const pages = createRequestListener({ build })
  const server = createServer((request, response) => {
    if (options.door?.(request, response)) return
    const { host } = request.headers
    for (const [name, value] of Object.entries(securityHeaders({ https, host })))
      response.setHeader(name, value)
    answer(request, response).catch((error: unknown) => {
      log.error({ err: error }, "a request could not be answered")
      refuse(response, 500, "Something went wrong on our side.")
    })
  })
  refuseUnreadable(server, https)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await options.before?.(request, response)) return
    const { method = "GET", url = "/", headersDistinct } = request
    const misshape = misshapeOf({ method, url, hosts: headersDistinct["host"] ?? [] })
    if (misshape) return refuse(response, misshape.status, misshape.message, misshape.headers)
    const path = url.split("?")[0] ?? "/"
    if (machinePaths.has(path)) return answerMachine(request, response, path)
    if (path === reportPath) return answerReport(request, response)
    if (!needsNoOrigin(path) && !isSameOrigin(method, originOf(request), origin))
      return refuse(response, 403, "This request did not come from a page of the portal.")
    if (announcesTooMuch(request, maxBodyBytes)) return refuseBody(request, response)
    const { entry } = await load()
    const arrival = arrivalOf(request, proxies)
    response.setHeader("x-request-id", arrival.requestId)
    const serve = isRead(request) ? assets : noFiles
    serve(request, response, () => {
      watchBody(request, maxBodyBytes, () => refuseBody(request, response))
      entry.module.withOrigin(arrival, () => pages(request, response))
    })
  }

  async function answerMachine(request: IncomingMessage, response: ServerResponse, path: string) {
    if (!isRead(request)) return refuse(response, 405, "Only GET is answered here.", { allow: "GET, HEAD" })
    const { entry } = await load()
    const health = await entry.module.answerHealth(
      new Request(new URL(path, origin), { headers: bearerOf(request) }),
    )
    if (health) await send(health, response)
  }

  /** Browsers send these by themselves, from pages of any origin that shows ours: no cookie is looked at, nothing is changed. */
  async function answerReport(request: IncomingMessage, response: ServerResponse) {
    if (request.method !== "POST")
      return refuse(response, 405, "Only POST is answered here.", { allow: "POST" })
    const body = await readSmallBody(request, maxReportBytes)
    if (body === null) return refuseBody(request, response)
    const { address } = arrivalOf(request, proxies)
    const { entry } = await load()
    await send(entry.module.answerCspReport(body, address), response)
  }

  // Slow clients hold no worker: headers within 20 s, the whole request within 60 s.
  server.headersTimeout = 20_000
  server.requestTimeout = 60_000
  return server
}

const maxReportBytes = 16 * 1024

const machinePaths = new Set(["/healthz", "/readyz", "/metrics"])

const noFiles = (_: IncomingMessage, __: ServerResponse, next: () => void) => next()

function staticFiles(root: string) {
  const folder = join(root, "build/client")
  if (!existsSync(folder)) return noFiles
  return sirv(folder, {
    etag: true,
    setHeaders(response, path) {
      // What carries its hash in its name never changes; the few others may be kept for a while.
      const kept = path.startsWith("/assets/") ? "max-age=31536000, immutable" : "max-age=3600"
      response.setHeader("cache-control", `public, ${kept}`)
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

const isRead = ({ method }: IncomingMessage) => method === "GET" || method === "HEAD"

async function send(answer: Response, response: ServerResponse): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  response.end(await answer.text())
}

function refuse(
  response: ServerResponse,
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (!response.headersSent)
    response.writeHead(status, { "content-type": "text/plain; charset=utf-8", ...headers })
  response.end(`${message}\n`)
}

/** The rest of a body that is too long is not waited for: the answer is said, and the connection goes. */
function refuseBody(request: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent) {
    request.destroy()
    return
  }
  response.once("finish", () => setTimeout(() => request.destroy(), 500).unref())
  refuse(response, 413, "This is more than the portal takes.", { connection: "close" })
}
