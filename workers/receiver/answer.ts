import type { IncomingMessage, ServerResponse } from "node:http"
import { securityHeaders } from "#app/http/security-headers.ts"
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

export type Answers = {
  /** Answers with JSON and ends. */
  readonly sendJson: (response: ServerResponse, status: number, body: object) => void
  /**
   * Answers with a refusal, also before the body was read to its end. Ending would close the connection, and closing with
   * bytes unread resets it: the sender, still writing, would lose the answer on its way. So the whole answer goes out, what
   * still comes is thrown away, and only then, or after a while, the connection ends.
   */
  readonly refuse: (request: IncomingMessage, response: ServerResponse, refusal: Refusal) => void
}

/**
 * How the ingest door answers. What every answer begins with is put together once: setting one header after the other costs a
 * tenth of accepting a delivery.
 *
 * @param https whether senders reach it over https
 */
export function answersWith(https: boolean): Answers {
  const always = Object.entries({
    ...securityHeaders({ https, host: undefined }),
    "content-type": "application/json; charset=utf-8",
  }).flat()

  /** Sets the head. @returns the body; null where there is nobody to answer, or an answer went out before */
  function beginJson(
    response: ServerResponse,
    status: number,
    body: object,
    more: Readonly<Record<string, string>>,
  ): string | null {
    if (response.headersSent || response.destroyed) return null
    const text = JSON.stringify(body)
    const length = String(Buffer.byteLength(text))
    response.writeHead(status, [...always, "content-length", length, ...Object.entries(more).flat()])
    return text
  }

  function send(
    response: ServerResponse,
    status: number,
    body: object,
    more: Readonly<Record<string, string>>,
  ) {
    const text = beginJson(response, status, body, more)
    // With the end in one call head and body leave in one packet.
    if (text !== null) response.end(text)
  }

  return {
    sendJson: (response, status, body) => send(response, status, body, {}),
    refuse(request, response, { status, message, headers: own }) {
      if (request.complete) return send(response, status, { error: message }, own)
      const text = beginJson(response, status, { error: message }, { ...own, connection: "close" })
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
    },
  }
}
