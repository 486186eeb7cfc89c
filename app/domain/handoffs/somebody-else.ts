import { DomainError } from "#app/kernel/errors.ts"
import type { Actor } from "#app/kernel/scope.ts"

/** Who acts, as a handoff keeps it: a person's or a token's id; null for the portal itself. */
export function idOf(actor: Actor): string | null {
  return actor.kind === "system" ? null : actor.id
}

/** @throws DomainError `forbidden` for who asked: a containment takes two. */
export function requireSomebodyElse(
  actor: Actor,
  { requestedBy }: { readonly requestedBy: string | null },
): void {
  const me = idOf(actor)
  if (me === null || me === requestedBy)
    throw new DomainError(
      "forbidden",
      "Somebody other than who asked has to approve it, or write down the client's word.",
    )
}
