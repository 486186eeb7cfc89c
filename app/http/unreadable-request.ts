import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from "node:http"
import type { Socket } from "node:net"
import { securityHeaders } from "./security-headers.ts"

const statusOf: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/**
 * Answers what is not HTTP with a plain refusal and the same headers as everything else, and closes. A connection that is
 * in the middle of an answer is cut without a word: one would stand inside the other.
 */
export function refuseUnreadable(server: Server, https: boolean): void {
  const busy = new WeakSet<object>()
  server.on("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
    busy.add(socket)
    response.once("close", () => busy.delete(socket))
  })
  server.on("clientError", (error: NodeJS.ErrnoException, duplex) => {
    const socket = duplex as Socket
    if (!socket.writable || busy.has(socket) || error.code === "ECONNRESET") {
      socket.destroy()
      return
    }
    const status = statusOf[error.code ?? ""] ?? 400
    const message = "This request could not be read.\n"
    const headers = {
      ...securityHeaders({ https, host: undefined }),
      "content-type": "text/plain; charset=utf-8",
      "content-length": String(message.length),
      connection: "close",
    }
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${message}`)
  })
}
