import type { Discipline } from "#app/domain/ingest/adapter.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Sight } from "#app/kernel/sight.ts"
import { reachOf } from "./access.ts"
import type { Principal } from "./principal.ts"

/**
 * What somebody reads of incidents marked need to know: all of them where a grant for the SOC allows it, what is asked of
 * the NOC where one lets them work for it. A client's people read their own. Staff who view a client's portal read none:
 * who looks as another does not see more by it.
 */
export function sightOf(who: Pick<Principal, "powers" | "clientId" | "viewing">): Sight {
  if (who.viewing) return { restricted: [], asked: [] }
  if (who.clientId) return { restricted: [who.clientId], asked: [] }
  const held = (need: Permission, discipline: Discipline) =>
    reachOf(
      {
        powers: who.powers.filter((power) => power.discipline === "both" || power.discipline === discipline),
      },
      [need],
    )
  return { restricted: held("incidents.restricted", "soc"), asked: held("incidents.work", "noc") }
}
