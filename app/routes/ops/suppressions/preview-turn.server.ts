import { withTenantOf } from "#app/auth/guards.server.ts"
import type { Person } from "#app/auth/principal.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import type { PreviewLook } from "#app/domain/suppressions/preview.server.ts"
import type { Preview } from "#app/domain/suppressions/preview.ts"
import { holdLook, takeLook, turnUntil } from "#app/http/held-looks.server.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import type { PreviewRow } from "./preview-row.ts"

const needs = ["suppressions.manage", "alerts.read", "clients.read"] as const

/** The preview of one client, with what it says so far; null before its first turn. */
type ClientLook = {
  readonly client: TenantId
  readonly look: PreviewLook
  row: PreviewRow | null
  isDone: boolean
}

export type Previews = { readonly previews: readonly PreviewRow[]; readonly next: string | null }

/** @param of what is looked at: a form goes on with its own looks alone */
export function takePreviews(person: Person, of: string, form: FormData): readonly ClientLook[] | null {
  return takeLook<readonly ClientLook[]>(person.userId, of, form)
}

export const newPreviews = (looks: readonly (readonly [TenantId, PreviewLook])[]): readonly ClientLook[] =>
  looks.map(([client, look]) => ({ client, look, row: null, isDone: false }))

/**
 * One turn of every client's preview that is not done; they share its time. Whether the person may is asked of each client
 * in each turn.
 */
export async function previewTurn(
  person: Person,
  of: string,
  looks: readonly ClientLook[],
): Promise<Previews> {
  const until = turnUntil()
  for (const one of looks)
    if (!one.isDone)
      await withTenantOf(person, { kind: "tenant", id: one.client }, needs, async (t) => {
        const [known] = await listAllClients(t)
        const { isDone, ...preview } = await one.look.goOn(t, until)
        Object.assign(one, { isDone, row: previewRow(preview, known?.name ?? "") })
      })
  const isDone = looks.every((one) => one.isDone)
  return {
    previews: looks.flatMap(({ row }) => row ?? []),
    next: isDone ? null : holdLook(person.userId, of, looks),
  }
}

function previewRow({ client, examples, ...preview }: Preview, name: string): PreviewRow {
  return {
    ...preview,
    clientId: client,
    client: name,
    examples: examples.map((example) => ({ ...example, at: example.at.toString() })),
  }
}
