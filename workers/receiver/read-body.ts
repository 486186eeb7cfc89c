import { isUtf8 } from "node:buffer"
import type { IncomingMessage } from "node:http"
import type { Readable, Transform } from "node:stream"
import { createGunzip, createInflate, createInflateRaw } from "node:zlib"
import { comeBack, Refusal } from "./answer.ts"
import { maxCompressedBytes, maxInflatedBytes, retryAfterSeconds } from "./limits.ts"

/** A body as it is stored: text where the bytes are clean UTF-8, else base64, so that every byte can be had back. */
export type StoredBody = {
  readonly encoding: "utf8" | "base64"
  readonly text: string
  /** What it weighs as it is stored. */
  readonly bytes: number
}

const mediaTypes =
  /^(?:application\/(?:[\w.+-]*json|x-ndjson|ndjson|jsonl|x-www-form-urlencoded|octet-stream)|text\/(?:plain|json|x-json|csv))\b/i

/**
 * Reads a request's body within its limits, inflating as it comes: memory never holds more than the limits.
 *
 * @param hold asks for room for so many more bytes
 * @throws Refusal 413 over a limit, 415 for an encoding or media type we do not take, 400 for a broken encoding or a body
 *   that was cut off, 429 when there is no room
 */
export async function readBody(
  request: IncomingMessage,
  hold: (bytes: number) => boolean,
): Promise<StoredBody> {
  const type = request.headers["content-type"]
  if (type && !mediaTypes.test(type)) throw new Refusal(415, "Send JSON, NDJSON, a form or plain text.")
  const inflater = inflaterOf(request.headers["content-encoding"])
  if (Number(request.headers["content-length"] ?? 0) > maxCompressedBytes) throw tooLarge()
  const sent = await collect(request, maxCompressedBytes, hold, "The body was cut off.")
  return storedForm(inflater ? await inflate(inflater(sent), sent, hold) : sent)
}

const tooLarge = () => new Refusal(413, "A body may hold 1 MiB as it is sent and 8 MiB inflated.")
const tooMuch = () => comeBack(429, "Too much is being sent at once. Send it again later.", retryAfterSeconds)

export function storedForm(bytes: Buffer): StoredBody {
  if (isUtf8(bytes) && !bytes.includes(0))
    return { encoding: "utf8", text: bytes.toString("utf8"), bytes: bytes.length }
  const text = bytes.toString("base64")
  return { encoding: "base64", text, bytes: text.length }
}

/** Undefined for a body sent as it is. `deflate` means zlib, but some tools send it raw: its first two bytes tell. */
function inflaterOf(encoding: string | undefined): ((sent: Buffer) => Transform) | undefined {
  switch ((encoding ?? "identity").trim().toLowerCase()) {
    case "identity":
    case "":
      return undefined
    case "gzip":
    case "x-gzip":
      return () => createGunzip()
    case "deflate":
      return (sent: Buffer) => (hasZlibHeader(sent) ? createInflate() : createInflateRaw())
    default:
      throw new Refusal(415, "Content-Encoding must be gzip, deflate or identity.")
  }
}

function hasZlibHeader(bytes: Buffer): boolean {
  const [method = 0, flags = 0] = bytes
  return (method & 0x0f) === 8 && (method * 256 + flags) % 31 === 0
}

/** Only pauses the stream when it stops early: destroying a request would take its answer's connection along. */
function collect(
  stream: Readable,
  limit: number,
  hold: (bytes: number) => boolean,
  broken: string,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    let settled = false
    const stop = (why: () => Refusal) => {
      if (settled) return
      settled = true
      stream.off("data", take)
      stream.pause()
      reject(why())
    }
    const take = (chunk: Buffer) => {
      size += chunk.length
      if (size > limit) stop(tooLarge)
      else if (!hold(chunk.length)) stop(tooMuch)
      else chunks.push(chunk)
    }
    const cutOff = () => stop(() => new Refusal(400, broken))
    stream.on("data", take)
    stream.once("end", () => {
      settled = true
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size))
    })
    stream.once("error", cutOff)
    stream.once("close", cutOff)
  })
}

async function inflate(inflater: Transform, sent: Buffer, hold: (bytes: number) => boolean): Promise<Buffer> {
  inflater.end(sent)
  try {
    return await collect(inflater, maxInflatedBytes, hold, "The body is not what its Content-Encoding says.")
  } finally {
    inflater.destroy()
  }
}
