import * as z from "zod"
import { withPortfolio, withProviderTenant } from "#app/auth/guards.server.ts"
import type { Principal } from "#app/auth/principal.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { normaliseDelivery } from "#app/domain/ingest/normalise.ts"
import { UnreadableBody } from "#app/domain/ingest/unreadable-body.ts"
import { moveMapEntry, removeMapEntry } from "#app/domain/shared-sources/change-map.server.ts"
import { readTenantMap } from "#app/domain/shared-sources/read.server.ts"
import { firstMatch, matchableOf, newMapEntry } from "#app/domain/shared-sources/tenant-map.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { managing, mapClient } from "#app/http/shared-sources.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { parseId, type SourceId } from "#app/kernel/ids.ts"

/** Where the events of a payload would go. */
export type Tried = {
  readonly count: number
  readonly events: readonly {
    readonly title: string
    readonly client: string | null
    readonly because: string
  }[]
}

/** Does what a form of the page asks for. @throws DomainError what the verbs throw; `invalid` */
export async function performAct(person: Principal, form: FormData): Promise<Tried | null> {
  const { act, source } = parseForm(form, z.object({ act: z.string(), source: z.string() }))
  const id = parseId("source", source)
  switch (act) {
    case "add": {
      const { client, ...wanted } = parseForm(form, adding)
      await mapClient(person, id, { ...wanted, clientId: parseId("tenant", client) })
      return null
    }
    case "remove":
      await withProviderTenant(person, managing, (t) => removeMapEntry(t, id, entryOf(form)))
      return null
    case "move":
      await withProviderTenant(person, managing, (t) =>
        moveMapEntry(t, id, entryOf(form), form.get("by") === "1" ? 1 : -1),
      )
      return null
    case "try":
      return tried(person, id, parseForm(form, trying).body)
    default:
      throw invalid("The form is incomplete. Reload the page and try again.")
  }
}

const adding = z.object({ ...newMapEntry.shape, client: z.string().min(1, "choose whose these are") })
const trying = z.object({
  body: z.string().min(1, "paste a payload").max(1_000_000, "paste a million characters at most"),
})

const entryOf = (form: FormData) => parseId<string>("entry", String(form.get("entry") ?? ""))

/** Events of a payload that are shown. */
const atMost = 50

async function tried(person: Principal, id: SourceId, body: string): Promise<Tried> {
  return withPortfolio(person, ["sources.read", "clients.read"], async (t) => {
    const { source, entries } = await readTenantMap(t, id)
    const clients = new Map((await listAllClients(t)).map((client) => [client.id, client]))
    const events = read(source.adapter, body)
    return {
      count: events.length,
      events: events.slice(0, atMost).map((event) => {
        const entry = firstMatch(matchableOf(event, id, source.adapter), entries)
        const client = entry && clients.get(entry.clientId)
        const isOpen = client?.status === "active"
        return {
          title: event.title,
          client: isOpen ? client.name : null,
          because: !entry
            ? "no entry matches"
            : `${entry.field} is ${entry.value}${isOpen ? "" : `, and ${client?.name ?? "its client"} is suspended`}`,
        }
      }),
    }
  })
}

function read(adapterKey: string, body: string) {
  try {
    const { events, ignored } = normaliseDelivery({ adapterKey, contentType: null, body })
    if (ignored !== null)
      throw invalid("It would make no alert.", { body: `It would make no alert: ${ignored}.` })
    return events
  } catch (error) {
    if (!(error instanceof UnreadableBody)) throw error
    throw invalid("It cannot be read.", { body: `It would go to quarantine: ${error.message}.` })
  }
}
