/** Somebody whose address is inside a connection's domains, as its page shows them. */
export type Person = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly isLinked: boolean
  readonly hasLocalFactor: boolean
  readonly isAllowed: boolean
}

/** How a person stands to a connection: `waits` is for an administrator who allows the link. */
export type Standing = "linked" | "waits" | "allowed" | "new"

export function standingOf(one: Person): Standing {
  if (one.isLinked) return "linked"
  if (!one.hasLocalFactor) return "new"
  return one.isAllowed ? "allowed" : "waits"
}
