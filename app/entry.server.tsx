import { randomBytes } from "node:crypto"
import { PassThrough } from "node:stream"
import { createReadableStreamFromReadable } from "@react-router/node"
import { renderToPipeableStream } from "react-dom/server"
import { type EntryContext, type HandleErrorFunction, ServerRouter } from "react-router"
import { configureDatabase } from "#db/config.ts"
import { closePools } from "#db/pool.ts"
import { env } from "./env.server.ts"
import { expectedError } from "./http/errors.server.ts"
import { log } from "./http/log.server.ts"
import { hub } from "./live/hub.server.ts"
import { NonceContext } from "./ui/nonce.ts"

const { DATABASE_URL, SECRET_KEY } = env()
if (DATABASE_URL) configureDatabase({ ownerUrl: DATABASE_URL, secretKey: SECRET_KEY })

export { withOrigin } from "./domain/audit/origin.server.ts"
export { answerHealth } from "./http/health.server.ts"

/** Ends what this bundle holds open. The server calls it after the last request. */
export async function shutdown(): Promise<void> {
  await hub.close()
  await closePools()
}

/** How long a page may stream before it is cut. */
export const streamTimeout = 10_000

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
): Promise<Response> {
  const nonce = randomBytes(16).toString("base64")
  setSecurityHeaders(headers, nonce)
  return new Promise((resolve, reject) => {
    let shellSent = false
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext value={nonce}>
        <ServerRouter context={context} url={request.url} nonce={nonce} />
      </NonceContext>,
      {
        nonce,
        onShellReady() {
          shellSent = true
          const body = new PassThrough()
          headers.set("content-type", "text/html; charset=utf-8")
          resolve(new Response(createReadableStreamFromReadable(body), { status, headers }))
          pipe(body)
        },
        onShellError: reject,
        onError(error) {
          status = 500
          if (shellSent) log.error({ err: error }, "rendering failed")
        },
      },
    )
    setTimeout(abort, streamTimeout + 1000).unref()
  })
}

/** No inline script runs but ours, nothing frames us, and nothing of a signed-in person is kept by a cache. */
function setSecurityHeaders(headers: Headers, nonce: string): void {
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'${import.meta.env.DEV ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' 'nonce-${nonce}'`,
    // The virtual list places its rows by style attribute; an attribute cannot load or run anything.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src 'self'${import.meta.env.DEV ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]
  headers.set("content-security-policy", policy.join("; "))
  headers.set("x-content-type-options", "nosniff")
  headers.set("referrer-policy", "same-origin")
  headers.set("cross-origin-opener-policy", "same-origin")
  headers.set("cache-control", "no-store")
  if (env().origin.startsWith("https:"))
    headers.set("strict-transport-security", "max-age=31536000; includeSubDomains")
}

export const handleError: HandleErrorFunction = (error, { request }) => {
  if (request.signal.aborted || expectedError(error)) return
  log.error({ err: error, path: new URL(request.url).pathname }, "a request failed")
}
