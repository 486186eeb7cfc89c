import * as z from "zod"
import { deleteSource } from "#app/domain/sources/delete.server.ts"
import { rotateCredential } from "#app/domain/sources/rotate.server.ts"
import { sourceChange } from "#app/domain/sources/source.ts"
import { updateSource } from "#app/domain/sources/update.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import type { SourceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { expectedSeconds } from "./expected.ts"
import { applyListenerDeed, isListenerDeed, listenerDeeds } from "./listener-deed.server.ts"
import { applySignatureDeed, isSignatureDeed, signatureDeeds } from "./signature-deed.server.ts"

/** What a button of the source's page asks for. */
const deeds = z.discriminatedUnion("act", [
  z.object({ act: z.literal("rotate"), overlapHours: z.coerce.number().int().min(0).max(168) }),
  z.object({ act: z.literal("pause") }),
  z.object({ act: z.literal("resume") }),
  z.object({
    act: z.literal("change"),
    name: z.string(),
    ratePerSecond: z.coerce.number(),
    burst: z.coerce.number(),
    expectedEverySeconds: expectedSeconds,
  }),
  z.object({ act: z.literal("delete") }),
  ...listenerDeeds,
  ...signatureDeeds,
])
export type Deed = z.infer<typeof deeds>

/** @throws DomainError `invalid` */
export function readDeed(form: FormData): Deed {
  const parsed = deeds.safeParse(Object.fromEntries(form))
  if (!parsed.success) throw invalid("The form is incomplete. Reload the page and try again.")
  return parsed.data
}

/** Does it; gives the new token or address where one was made. @throws DomainError `invalid` for a name or limit out of range */
export async function applyDeed(
  t: TenantTx<"sources.manage" | "sources.read">,
  id: SourceId,
  deed: Deed,
): Promise<{
  readonly act: Deed["act"]
  readonly token: string | null
  /** A new mailbox, this once. */
  readonly address: string | null
}> {
  const { act } = deed
  if (isListenerDeed(deed)) return { act, token: null, address: await applyListenerDeed(t, id, deed) }
  if (isSignatureDeed(deed)) {
    await applySignatureDeed(t, id, deed)
    return { act, token: null, address: null }
  }
  if (deed.act === "rotate")
    return { act, address: null, token: await rotateCredential(t, id, deed.overlapHours * 3600) }
  if (act === "delete") await deleteSource(t, id)
  if (act === "pause" || act === "resume") await updateSource(t, id, { enabled: act === "resume" })
  if (act === "change") {
    const parsed = sourceChange.safeParse(deed)
    if (!parsed.success) throw invalid("A name has 1 to 200 characters; limits are whole numbers above 0.")
    await updateSource(t, id, parsed.data)
  }
  return { act, token: null, address: null }
}
