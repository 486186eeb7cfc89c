import { isUtf8 } from "node:buffer"
import type { IncomingMessage } from "node:http"
import { createGunzip, createInflate, createInflateRaw } from "node:zlib"
import type { Transform } from "node:stream"
import { Refusal } from "./answer.ts"
import { maxCompressedBytes, maxInflatedBytes } from "./limits.ts"

/** A body as it is stored: text where the bytes are clean UTF-8, else base64, so that every byte can be had back. */
export type StoredBody = {
  readonly encoding: "utf8" | "base64"
  readonly text: string
  readonly bytes: number
}

const mediaTypes =
  /^(?:application\/(?:[\w.+-]*json|x-ndjson|ndjson|jsonl|x-www-form-urlencoded|octet-stream)|text\/(?:plain|json|x-json|csv))\b/i

/**
 * Reads a request's body within its limits, inflating as it comes in: memory never holds more than the limits.
 *
 * @throws Refusal 413 over a limit, 415 for an encoding or media type we do not take, 400 for a broken encoding
 */
export async function readBody(request: IncomingMessage): Promise<StoredBody> {
  const type = request.headers["content-type"]
  if (type && !mediaTypes.test(type)) throw new Refusal(415, "Send JSON, NDJSON, a form or plain text.")
  const inflater = inflaterOf(request.headers["content-encoding"])
  if (Number(request.headers["content-length"] ?? 0) > maxCompressedBytes) throw tooLarge()
  const bytes = inflater ? await inflate(request, inflater) : await collect(request, maxCompressedBytes)
  const clean = isUtf8(bytes) && !bytes.includes(0)
  return {
    encoding: clean ? "utf8" : "base64",
    text: bytes.toString(clean ? "utf8" : "base64"),
    bytes: bytes.length,
  }
}

const tooLarge = () =>
  new Refusal(413, "A body may hold 1 MiB as it is sent and 8 MiB inflated.", { connection: "close" })

/** Undefined for a body sent as it is. `deflate` means zlib, but some tools send it raw: the first byte tells. */
function inflaterOf(encoding: string | undefined): ((first: number) => Transform) | undefined {
  switch ((encoding ?? "identity").trim().toLowerCase()) {
    case "identity":
    case "":
      return undefined
    case "gzip":
    case "x-gzip":
      return () => createGunzip()
    case "deflate":
      return (first) => ((first & 0x0f) === 8 ? createInflate() : createInflateRaw())
    default:
      throw new Refusal(415, "Content-Encoding must be gzip, deflate or identity.")
  }
}

async function collect(stream: AsyncIterable<Buffer>, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size > limit) throw tooLarge()
    chunks.push(chunk)
  }
  const [only] = chunks
  return chunks.length === 1 && only ? only : Buffer.concat(chunks, size)
}

async function inflate(request: IncomingMessage, inflaterFor: (first: number) => Transform): Promise<Buffer> {
  const packed = await collect(request, maxCompressedBytes)
  const inflater = inflaterFor(packed[0] ?? 0)
  inflater.end(packed)
  try {
    return await collect(inflater as unknown as AsyncIterable<Buffer>, maxInflatedBytes)
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal(400, "The body is not what its Content-Encoding says.")
  } finally {
    inflater.destroy()
  }
}
