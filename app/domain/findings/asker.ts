import type { Actor } from "#app/kernel/scope.ts"

/**
 * Who answers for what an actor asks or decides: people for themselves and for the tokens they made, so that nobody is two
 * by a token of their own. A token of the command line answers for itself; null for the portal.
 */
export function answerableFor(actor: Actor): string | null {
  switch (actor.kind) {
    case "system":
      return null
    case "token":
      return actor.madeBy ?? actor.id
    case "user":
    case "client-user":
      return actor.id
  }
}

/** True for who asked, for the tokens they made, and for a token that asked itself. */
export function isAsker(actor: Actor, requestedBy: string): boolean {
  return answerableFor(actor) === requestedBy || (actor.kind === "token" && actor.id === requestedBy)
}
