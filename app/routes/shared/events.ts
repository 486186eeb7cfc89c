import { requireStaff } from "#app/auth/staff.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { changeStream } from "#app/live/stream.server.ts"
import type { Route } from "./+types/events"

/** What changed among the clients this person may see, as it happens. */
export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => changeStream(request, await requireStaff(request)))
}
