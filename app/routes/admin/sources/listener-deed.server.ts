import * as z from "zod"
import { addListener, newListener } from "#app/domain/sources/add-listener.server.ts"
import { removeListener } from "#app/domain/sources/remove-listener.server.ts"
import { rotateMailbox } from "#app/domain/sources/rotate-mailbox.server.ts"
import { env } from "#app/env.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import type { SourceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"

/** What the part of a source's page that is about its listeners asks for. */
export const listenerDeeds = [
  z.object({
    act: z.literal("listen"),
    kind: z.string(),
    port: z.string().optional(),
    certificate: z.string().optional(),
  }),
  z.object({ act: z.literal("unlisten"), listener: z.string() }),
  z.object({
    act: z.literal("new-address"),
    listener: z.string(),
    overlapHours: z.coerce.number().int().min(0).max(168),
  }),
] as const
type ListenerDeed = z.infer<(typeof listenerDeeds)[number]>

export function isListenerDeed(deed: { readonly act: string }): deed is ListenerDeed {
  return listenerDeeds.some((known) => known.shape.act.value === deed.act)
}

/** Does it; gives the address where a mailbox was made. @throws DomainError as the verbs, and `invalid` beside its field */
export async function applyListenerDeed(
  t: TenantTx<"sources.manage" | "sources.read">,
  source: SourceId,
  deed: ListenerDeed,
): Promise<string | null> {
  if (deed.act === "unlisten") {
    await removeListener(t, source, deed.listener)
    return null
  }
  if (deed.act === "new-address")
    return addressOf(await rotateMailbox(t, source, deed.listener, deed.overlapHours * 3600))
  const wanted = newListener.safeParse(deed)
  if (!wanted.success)
    throw invalid("Something is missing.", {
      port: "Type a number from 1 to 65535.",
      certificate: "Paste the certificate as PEM text.",
    })
  if (wanted.data.kind === "mail") return newMailbox(t, source)
  await addListener(t, source, wanted.data, env().SYSLOG_PORTS)
  return null
}

/** Gives a source a mailbox; null where this portal takes no mail. */
export async function newMailbox(
  t: TenantTx<"sources.manage" | "sources.read">,
  source: SourceId,
): Promise<string | null> {
  if (!env().MAIL_DOMAIN) return null
  const localPart = await addListener(t, source, { kind: "mail" }, env().SYSLOG_PORTS)
  return localPart && addressOf(localPart)
}

const addressOf = (localPart: string) => `${localPart}@${env().MAIL_DOMAIN}`
