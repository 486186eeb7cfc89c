import { isUtf8 } from "node:buffer"
import { type StoredBody, storedForm } from "../read-body.ts"
import { perDelivery } from "./limits.ts"

/** Messages as one delivery keeps them. */
export type MessagesBody = { readonly contentType: string; readonly body: StoredBody }

/**
 * Messages as a delivery's body: a line each, byte for byte, where each begins with a priority and has no line end within.
 * Others become NDJSON, so that a message of several lines stays one.
 */
export function bodyOf(messages: readonly Buffer[]): MessagesBody {
  if (messages.every(isLine)) {
    const lines = messages.flatMap((message, i) => (i === 0 ? [message] : [lineFeed, message]))
    return { contentType: "text/plain", body: storedForm(Buffer.concat(lines)) }
  }
  const lines = messages.map((message) =>
    JSON.stringify({
      message: message.toString("utf8"),
      // What is no text is kept as it came beside what can be read of it.
      ...(isUtf8(message) ? {} : { base64: message.toString("base64") }),
    }),
  )
  return { contentType: "application/x-ndjson", body: storedForm(Buffer.from(lines.join("\n"))) }
}

/** The messages in portions of one delivery each. */
export function portionsOf(messages: readonly Buffer[]): Buffer[][] {
  const portions: Buffer[][] = []
  let bytes = 0
  for (const message of messages) {
    const last = portions.at(-1)
    if (!last || last.length >= perDelivery.messages || bytes + message.length > perDelivery.bytes) {
      portions.push([message])
      bytes = message.length
    } else {
      last.push(message)
      bytes += message.length
    }
  }
  return portions
}

const lineFeed = Buffer.from("\n")
const isLine = (message: Buffer) => message[0] === 0x3c && !message.includes(0x0a)
