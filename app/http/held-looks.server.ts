import { randomUUID } from "node:crypto"
import { env } from "#app/env.server.ts"
import { conflict } from "#app/kernel/errors.ts"
import type { UserId } from "#app/kernel/ids.ts"

/** A screen asks on at once; what nobody asked on for so long was left. */
const heldMilliseconds = 120_000
/** Looks held in this process at most, and of one person: each may hold what it has seen of a long past. */
const heldAtMost = 20
const heldOfOne = 3

type Held = { readonly person: UserId; readonly of: string; readonly look: unknown; readonly until: number }

/** By the word the browser asks on with, the oldest first. */
const held = new Map<string, Held>()

/** Until when a turn that begins now goes on, by `performance.now()`. */
export const turnUntil = () => performance.now() + env().PREVIEW_MILLISECONDS

/**
 * The look a form asks to go on with, by its field `look`; null where it asks for a new one. It is given out once: whoever
 * takes it holds it again for the next turn.
 *
 * @param of what it is a look at: a word of one screen and what it is about is of no use to another
 * @throws DomainError `conflict` where it is not held here any more
 */
export function takeLook<L>(person: UserId, of: string, form: FormData): L | null {
  const word = form.get("look")
  if (typeof word !== "string" || word === "") return null
  const found = held.get(word)
  if (found?.person !== person || found.of !== of || found.until < Date.now())
    throw conflict("What was looked at so far is not there any more. Start again.")
  held.delete(word)
  return found.look as L
}

/** Keeps a look for its next turn. Gives the word to ask on with. */
export function holdLook(person: UserId, of: string, look: unknown): string {
  const now = Date.now()
  for (const [word, { until }] of held) if (until < now) held.delete(word)
  const own = [...held].filter(([, one]) => one.person === person).map(([word]) => word)
  for (const word of own.slice(0, own.length - heldOfOne + 1)) held.delete(word)
  const [oldest] = held.keys()
  if (held.size >= heldAtMost && oldest !== undefined) held.delete(oldest)
  const word = randomUUID()
  held.set(word, { person, of, look, until: now + heldMilliseconds })
  return word
}
