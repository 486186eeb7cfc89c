/** A delivery as it came, and what its sender and we both know. */
export type SignedDelivery = {
  /** The body's bytes, inflated: what vendors sign. */
  readonly body: Buffer
  /** A request header by its lower-case name; null where it was not sent, or more than once. */
  readonly header: (name: string) => string | null
  readonly secret: string
  /** Our clock, in seconds since 1970. */
  readonly nowSeconds: number
}

/** One vendor's way of signing what it delivers. */
export type SignatureScheme = {
  readonly label: string
  /** What an administrator copies over, in the vendor's words. */
  readonly secretLabel: string
  /** Adapters whose tool signs so. */
  readonly adapters: readonly string[]
  /** True where the tool takes a secret that somebody else made; false where the vendor makes it, or where it is none. */
  readonly takesOurs: boolean
  /** What is wrong with a secret before it is kept; null where it may be one. */
  readonly objection: (secret: string) => string | null
  /** True where the sender knows the secret and the body is as it was sent. Absent for `sns`, whose key is fetched first. */
  readonly isSigned?: (delivery: SignedDelivery) => boolean
}

/** A signed moment further away than this, either way, is a recording that somebody plays again. */
export const toleranceSeconds = 300
