import type { Actor } from "#app/kernel/scope.ts"
import type { Author } from "../clock/record-event.ts"

/** Who acts, as the clocks see it: only a person of the provider answers for it, not a key nor the portal itself. */
export function authorOf(actor: Actor): Author {
  switch (actor.kind) {
    case "user":
      return "provider_human"
    case "client-user":
      return "client"
    case "token":
    case "system":
      return "automation"
  }
}
