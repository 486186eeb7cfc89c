import { requireStaff } from "#app/auth/staff.server.ts"
import { momentOf } from "#app/domain/audit/filter.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { exportAudit } from "#app/http/export-audit.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import type { Route } from "./+types/export"

/** One chain of the audit as a file. */
export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const params = new URL(request.url).searchParams
    const chain = params.get("chain") ?? "provider"
    const after = momentOf(params.get("after") ?? "")
    const before = momentOf(params.get("before") ?? "")
    return exportAudit(person, chain === "provider" ? chain : parseId("tenant", chain), {
      ...(after ? { after } : {}),
      ...(before ? { before } : {}),
    })
  })
}
