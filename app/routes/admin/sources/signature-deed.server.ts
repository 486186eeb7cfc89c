import * as z from "zod"
import { seal } from "#app/auth/sealed-text.server.ts"
import { dropSignature, requireSignature } from "#app/domain/sources/signatures/require.server.ts"
import { readSignature } from "#app/domain/sources/signatures/read.server.ts"
import { signatures, signaturesOf } from "#app/domain/ingest/signatures/registry.ts"
import type { SourceView } from "#app/domain/sources/source.ts"
import type { SourceId } from "#app/kernel/ids.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"

/** What the part of a source's page that is about signatures asks for. */
export const signatureDeeds = [
  z.object({ act: z.literal("require-signature"), scheme: z.string(), secret: z.string().max(2000) }),
  z.object({ act: z.literal("drop-signature") }),
] as const
type SignatureDeed = z.infer<(typeof signatureDeeds)[number]>

export function isSignatureDeed(deed: { readonly act: string }): deed is SignatureDeed {
  return signatureDeeds.some((known) => known.shape.act.value === deed.act)
}

/** Does it. @throws DomainError as the verbs */
export function applySignatureDeed(
  t: TenantTx<"sources.manage" | "sources.read">,
  source: SourceId,
  deed: SignatureDeed,
): Promise<void> {
  if (deed.act === "drop-signature") return dropSignature(t, source)
  return requireSignature(t, source, deed, (secret) => seal(secret, "source-signature", source))
}

/** What a source's page says of signatures; null where its tool signs in no way we know. */
export async function readSigning(t: ReadTx<"sources.read">, source: SourceView) {
  const now = await readSignature(t, source.id)
  const ways = source.mirrorOf ? [] : signaturesOf(source.adapter)
  if (ways.length === 0) return null
  return {
    now: now && {
      label: ways.includes(now.scheme as (typeof ways)[number])
        ? signatures[now.scheme as (typeof ways)[number]].label
        : now.scheme,
      createdAt: now.createdAt.toString(),
      createdBy: now.createdBy,
      refused: now.refused,
    },
    ways: ways.map((key) => ({
      key,
      label: signatures[key].label,
      secretLabel: signatures[key].secretLabel,
    })),
  }
}
