import type { IncomingMessage, ServerResponse } from "node:http"
import { lingerMs } from "./limits.ts"

/** A refusal with its status. The message is shown to whoever sets the tool up. */
export class Refusal extends Error {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.status = status
    this.headers = headers
  }
}

/** The same words for an unknown, revoked, expired or disabled credential: nothing can be learnt from them. */
export const unauthorized = () =>
  new Refusal(401, "The source's token is not valid.", { "www-authenticate": "Bearer" })

export const comeBack = (status: 429 | 503, message: string, seconds: number) =>
  new Refusal(status, message, { "retry-after": String(Math.min(3600, Math.max(1, Math.ceil(seconds)))) })

/** Answers with JSON and ends. Nothing an ingest door says may be kept by a cache or read as something else. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = beginJson(response, status, body, headers)
  // With the end in one call head and body leave in one packet.
  if (text !== null) response.end(text)
}

/**
 * Answers with a refusal, also before the body was read to its end. Ending would close the connection, and closing with
 * bytes unread resets it: the sender, still writing, would lose the answer on its way. So the whole answer goes out, what
 * still comes is thrown away, and only then, or after a while, the connection ends.
 */
export function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  if (request.complete) return sendJson(response, refusal.status, { error: refusal.message }, refusal.headers)
  const headers = { ...refusal.headers, connection: "close" }
  const text = beginJson(response, refusal.status, { error: refusal.message }, headers)
  if (text === null) return
  response.write(text)
  const end = () => {
    clearTimeout(patience)
    response.end()
  }
  const patience = setTimeout(end, lingerMs)
  patience.unref()
  request.once("end", end)
  request.once("close", end)
  request.resume()
}

/** Sets the head. @returns the body; null where there is nobody to answer, or an answer went out before */
function beginJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>>,
): string | null {
  if (response.headersSent || response.destroyed) return null
  const text = JSON.stringify(body)
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...headers,
  })
  return text
}
