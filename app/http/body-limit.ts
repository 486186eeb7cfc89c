import type { IncomingMessage } from "node:http"

/** What a form or a call of the API may bring. Deliveries have their own door and limit. */
export const maxBodyBytes = 2 * 1024 * 1024

/** True when the request says itself that it brings more than `limit` bytes. */
export function announcesTooMuch(request: IncomingMessage, limit: number): boolean {
  return Number(request.headers["content-length"] ?? 0) > limit
}

/**
 * Watches a body whose length nobody announced; calls back when it grows past `limit` bytes. To be called right before the
 * body is read: a stream that is listened to flows.
 */
export function watchBody(request: IncomingMessage, limit: number, onTooMuch: () => void): void {
  if (request.headers["transfer-encoding"] === undefined) return
  let bytes = 0
  request.on("data", (chunk: Buffer) => {
    const before = bytes
    bytes += chunk.byteLength
    if (before <= limit && bytes > limit) onTooMuch()
  })
}

/** The body as text, or null where it is longer than `limit` bytes. */
export async function readSmallBody(request: IncomingMessage, limit: number): Promise<string | null> {
  if (announcesTooMuch(request, limit)) return null
  const chunks: Buffer[] = []
  let bytes = 0
  // Left early it stays open: whoever sent too much is still told so.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength
    if (bytes > limit) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString("utf8")
}
