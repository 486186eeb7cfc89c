import type { IncomingMessage, ServerResponse } from "node:http"

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
  if (response.headersSent || response.destroyed) return
  const text = JSON.stringify(body)
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...headers,
  })
  response.end(text)
}

/** Answers with a refusal, also before the body was read to its end: the rest is not waited for, the connection goes. */
export function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  if (!request.complete) {
    response.setHeader("connection", "close")
    response.once("finish", () => {
      // A short grace lets the sender read the answer before its connection breaks under what it still sends.
      request.resume()
      setTimeout(() => request.destroy(), 500).unref()
    })
  }
  sendJson(response, refusal.status, { error: refusal.message }, refusal.headers)
}
