import { encode } from "uqr"
import { open, seal } from "../sealed-text.server.ts"
import type { UserRow } from "../sessions.store.server.ts"
import { newSeed, seedAddress, seedText } from "./totp.ts"

/** A seed offered to an authenticator app, and not in force before its first right code. */
export type SeedOffer = {
  /** The seed as somebody types it. */
  readonly text: string
  /** The QR picture: an SVG path of unit squares in a square of `size`. */
  readonly picture: { readonly size: number; readonly path: string }
  /** Comes back with the first code: sealed, for this person alone. */
  readonly sealed: string
}

/** Offers a seed. It is kept nowhere: its sealed form travels with the page, so that offers nobody takes leave nothing. */
export function offerSeed(user: Pick<UserRow, "id" | "email">, seed = newSeed()): SeedOffer {
  return {
    text: seedText(seed),
    picture: pictureOf(seedAddress(seed, user.email)),
    sealed: seal(seed, "second-factor", offerTo(user)),
  }
}

/** The seed of an offer made to this person, or null. */
export function offeredSeed(user: Pick<UserRow, "id">, sealed: string): string | null {
  return open(sealed, "second-factor", offerTo(user))
}

/** Not what a stored seed is bound to: a row's text is no offer. */
const offerTo = ({ id }: Pick<UserRow, "id">) => `offer to ${id}`

function pictureOf(text: string): SeedOffer["picture"] {
  const { data, size } = encode(text, { ecc: "M", border: 2 })
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return { size, path: squares.join("") }
}
