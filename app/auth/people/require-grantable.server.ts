import { DomainError, invalid } from "#app/kernel/errors.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import type { Actor, Reach } from "#app/kernel/scope.ts"
import type { IdentityTx } from "#db/identity.ts"
import { selectGroup } from "../groups/store.server.ts"
import { endOf, type GrantDraft, mayGrant } from "./grant.ts"
import { selectHeldGrants, selectMembers } from "./store.server.ts"

/**
 * Lets only those grant who hold as much themselves, now. The command line holds everything.
 *
 * @throws DomainError `forbidden` naming the rule; `invalid` for a group that is gone and an end that is past
 */
export async function requireGrantable(
  tx: IdentityTx & { readonly actor: Actor },
  draft: GrantDraft,
): Promise<void> {
  const end = endOf(draft)
  if (end && end.epochMilliseconds <= tx.now.epochMilliseconds)
    throw invalid("The grant has to end in the future.", { expires: "choose a day that is still to come" })
  if (draft.scope.kind === "group" && !(await selectGroup(tx, draft.scope.groupId)))
    throw invalid("There is no such group any more.", { scope: "choose another" })
  if (tx.actor.kind === "system") return
  const held = tx.actor.kind === "user" ? await selectHeldGrants(tx, [tx.actor.id]) : []
  const { role, discipline } = draft
  const wanted = { id: "", role, discipline, reach: await reachOf(tx, draft), expiresAt: end }
  if (!mayGrant(held, wanted, tx.now))
    throw new DomainError(
      "forbidden",
      "Nobody can grant more than they hold, in more places or for longer. Ask somebody who holds it.",
    )
}

async function reachOf(tx: IdentityTx, { scope }: GrantDraft): Promise<Reach> {
  if (scope.kind === "all") return "all"
  if (scope.kind === "client") return [scope.clientId as TenantId]
  return (await selectMembers(tx, [scope.groupId])).get(scope.groupId) ?? []
}
