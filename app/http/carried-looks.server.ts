import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib"
import * as z from "zod"
import { open, seal } from "#app/auth/sealed-text.server.ts"
import { env } from "#app/env.server.ts"
import { conflict } from "#app/kernel/errors.ts"
import type { UserId } from "#app/kernel/ids.ts"

/** A screen asks on at once, a stopped one when somebody comes back to it. */
const goodForMilliseconds = 3_600_000
/** What a browser carries at most, in characters: a form takes 2 MiB, and this is not all there is in it. */
const carriedAtMost = 1_500_000
/** A look is never more than this once it is unpacked, in bytes. */
const unpackedAtMost = 64 * 1024 * 1024

const packed = z.object({ until: z.number(), look: z.unknown() })

/** Until when a turn that begins now goes on, by `performance.now()`. */
export const turnUntil = () => performance.now() + env().PREVIEW_MILLISECONDS

/**
 * How far the look is that a form asks to go on with, by its field `look`; null where it asks for a new one. The browser
 * carries it from turn to turn, sealed, so that whichever web process is asked can go on.
 *
 * @param of what it is a look at: what one screen gave out about something is of no use to another
 * @param shape of what `carryLook` was given
 * @throws DomainError `conflict` where it was altered, is somebody else's or of something else, or is an hour old
 */
export function takeLook<S>(person: UserId, of: string, form: FormData, shape: z.ZodType<S>): S | null {
  const word = form.get("look")
  if (typeof word !== "string" || word === "") return null
  const text = open(word, "look", boundTo(person, of))
  if (text === null)
    throw conflict("What was looked at so far cannot be taken up here: it is of something else. Start again.")
  const { until, look } = packed.parse(JSON.parse(unpack(text)))
  if (until < Date.now()) throw conflict("What was looked at so far is over an hour old. Start again.")
  const read = shape.safeParse(look)
  // Of another version of the program, which may be replaced between two turns.
  if (!read.success) throw conflict("The portal was updated in between. Start again.")
  return read.data
}

/** Seals how far a look is, for the browser to ask on with; null where it has grown too large to be carried. */
export function carryLook(person: UserId, of: string, look: unknown): string | null {
  const text = JSON.stringify({ until: Date.now() + goodForMilliseconds, look })
  if (Buffer.byteLength(text) > unpackedAtMost) return null
  const word = seal(pack(text), "look", boundTo(person, of))
  return word.length > carriedAtMost ? null : word
}

// Looks repeat themselves over long distances: two lists of rules are replayed over the same alerts.
const compression = { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 24 }

const pack = (text: string) => brotliCompressSync(text, { params: compression }).toString("base64")

const unpack = (packedText: string) =>
  brotliDecompressSync(Buffer.from(packedText, "base64"), { maxOutputLength: unpackedAtMost }).toString(
    "utf8",
  )

const boundTo = (person: UserId, of: string) => JSON.stringify([person, of])
