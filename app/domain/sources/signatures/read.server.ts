import type { SourceId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { selectSignature, selectUnsigned } from "./store.server.ts"

export type SignatureView = {
  readonly scheme: string
  readonly createdAt: Instant
  readonly createdBy: string
  /** Deliveries refused for their signature in the last 24 hours. */
  readonly refused: number
}

/** How a source's deliveries have to be signed; null where the token alone decides. The secret is never read back. */
export async function readSignature(t: ReadTx<"sources.read">, id: SourceId): Promise<SignatureView | null> {
  const row = await selectSignature(t, id)
  return row ? { ...row, refused: await selectUnsigned(t, id, t.now.subtract({ hours: 24 })) } : null
}
