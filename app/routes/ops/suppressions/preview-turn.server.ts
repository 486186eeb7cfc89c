import * as z from "zod"
import { withTenantOf } from "#app/auth/guards.server.ts"
import type { Person } from "#app/auth/principal.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { carriedInstant } from "#app/domain/looks/carried.ts"
import { type PreviewLook, previewSoFar } from "#app/domain/suppressions/preview.server.ts"
import type { Preview } from "#app/domain/suppressions/preview.ts"
import { carryLook, takeLook, turnUntil } from "#app/http/carried-looks.server.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { PreviewRow } from "./preview-row.ts"

const needs = ["suppressions.manage", "alerts.read", "clients.read"] as const

const begunPreviews = z.object({
  fields: z.array(z.tuple([z.string(), z.string()])),
  at: carriedInstant.nullable(),
  looks: z.array(previewSoFar),
})

/** What a form asks to be previewed, and how far that is. */
export type Asked = {
  /** The form as it was in the first turn. */
  readonly form: FormData
  /** When the first turn began; null where it makes no difference, or now is the first. */
  readonly at: Instant | null
  /** How far the preview of each client is, in the order of the form; empty in the first turn. */
  readonly looks: z.infer<typeof begunPreviews>["looks"]
}

export type Previews = { readonly previews: readonly PreviewRow[]; readonly next: string | null }

/** @param of what is looked at: a form goes on with its own looks alone */
export function takeAsked(person: Person, of: string, form: FormData): Asked {
  const begun = takeLook(person.userId, of, form, begunPreviews)
  if (!begun) return { form, at: null, looks: [] }
  const first = new FormData()
  for (const [name, value] of begun.fields) first.append(name, value)
  return { form: first, at: begun.at, looks: begun.looks }
}

/**
 * One turn of every client's preview that is not done; they share its time. Whether the person may is asked of each client
 * in each turn.
 *
 * @param looks of the clients in the order of the form
 */
export async function previewTurn(
  person: Person,
  of: string,
  { form, at }: Asked,
  looks: readonly (readonly [TenantId, PreviewLook])[],
): Promise<Previews> {
  const until = turnUntil()
  const previews: PreviewRow[] = []
  for (const [client, look] of looks)
    await withTenantOf(person, { kind: "tenant", id: client }, needs, async (t) => {
      const [known] = await listAllClients(t)
      const { isDone: _, ...preview } = await look.goOn(t, until)
      previews.push(previewRow(preview, known?.name ?? ""))
    })
  const carried = looks.map(([, look]) => look.carry())
  if (carried.every(({ isDone }) => isDone)) return { previews, next: null }
  const fields = [...form].filter(([name]) => name !== "look")
  return { previews, next: carryLook(person.userId, of, { fields, at, looks: carried }) }
}

function previewRow({ client, examples, ...preview }: Preview, name: string): PreviewRow {
  return {
    ...preview,
    clientId: client,
    client: name,
    examples: examples.map((example) => ({ ...example, at: example.at.toString() })),
  }
}
