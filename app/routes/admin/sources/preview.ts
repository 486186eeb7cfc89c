import { readForm } from "#app/http/read-form.server.ts"
import * as z from "zod"
import { withPortfolio } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { normaliseDelivery } from "#app/domain/ingest/normalise.ts"
import { UnreadableBody } from "#app/domain/ingest/unreadable-body.ts"
import { onAction } from "#app/http/errors.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import type { Route } from "./+types/preview"

const form = z.object({
  adapter: z.string().max(64),
  body: z.string().min(1).max(1_000_000),
})

/** Reads a payload as the source would, and writes nothing: what an alert of it would look like. */
export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const parsed = form.safeParse(Object.fromEntries(await readForm(request)))
    if (!parsed.success)
      throw invalid("Paste a payload.", { body: "Paste a payload of a million characters at most." })
    const { adapter, body } = parsed.data
    return withPortfolio(person, ["sources.read"], () => Promise.resolve(read(adapter, body)))
  })
}

function read(adapterKey: string, body: string) {
  try {
    const { events, ignored } = normaliseDelivery({ adapterKey, contentType: null, body })
    return { unreadable: null, ignored, count: events.length, events: events.slice(0, 10) }
  } catch (error) {
    if (!(error instanceof UnreadableBody)) throw error
    return { unreadable: error.message, ignored: null, count: 0, events: [] }
  }
}
