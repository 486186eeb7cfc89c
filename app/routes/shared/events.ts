import { requireStaff } from "#app/auth/staff.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { DomainError } from "#app/kernel/errors.ts"
import { changeStream } from "#app/live/stream.server.ts"
import type { Route } from "./+types/events"

/** What changed among the clients this person may see, as it happens. */
export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    // Asked for as data of a page, or for its head alone, nobody would read the stream, nor ever end it.
    if (request.method !== "GET" || !new URL(request.url).pathname.endsWith("/events"))
      throw new DomainError("not_found", "There is no such page.")
    return changeStream(request, person)
  })
}
