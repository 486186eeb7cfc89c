import { randomBytes } from "node:crypto"
import { PassThrough } from "node:stream"
import { createReadableStreamFromReadable } from "@react-router/node"
import { renderToPipeableStream } from "react-dom/server"
import { type EntryContext, type HandleErrorFunction, isRouteErrorResponse, ServerRouter } from "react-router"
import { configureDatabase } from "#db/config.ts"
import { closePools } from "#db/pool.ts"
import { env } from "./env.server.ts"
import { expectedError } from "./http/errors.server.ts"
import { log } from "./http/log.server.ts"
import { pagePolicy } from "./http/security-headers.ts"
import { hub } from "./live/hub.server.ts"
import { NonceContext } from "./ui/nonce.ts"

const { DATABASE_URL, SECRET_KEY } = env()
if (DATABASE_URL) configureDatabase({ ownerUrl: DATABASE_URL, secretKey: SECRET_KEY })

export { withOrigin } from "./domain/audit/origin.server.ts"
export { answerCspReport } from "./http/csp-report.server.ts"
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
  const https = env().origin.startsWith("https:")
  headers.set("content-security-policy", pagePolicy(nonce, { https, dev: import.meta.env.DEV }))
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

export const handleError: HandleErrorFunction = (error, { request }) => {
  // React Router's own refusals name files of ours, and would be shown: a path without a page, a method without an action.
  if (isRouteErrorResponse(error)) {
    if ("internal" in error && error.internal) error.data = error.statusText
    return
  }
  if (request.signal.aborted || expectedError(error)) return
  log.error({ err: error, path: new URL(request.url).pathname }, "a request failed")
}
