import { hash } from "node:crypto"
import type { SourceId, TenantId } from "#app/kernel/ids.ts"

/** Stands for a field the event did not have, so that no other recipe is used in silence. */
const missing = "∅"

export type Fingerprint = {
  readonly fingerprint: string
  /** `degraded` when a part was missing: such events may fold together more than they should. */
  readonly quality: "full" | "degraded"
}

/**
 * The identity of a problem: SHA-256 over client, source, recipe and the chosen values in fixed order. Client and source
 * are always inside. Values are matched byte for byte after trimming.
 */
export function fingerprintOf(from: {
  readonly tenantId: TenantId
  readonly sourceId: SourceId
  /** Names the fields and their version, so that a changed recipe is another fingerprint. */
  readonly recipe: string
  readonly parts: readonly (string | null)[]
}): Fingerprint {
  const parts = from.parts.map((part) => part?.trim() || missing)
  const canonical = JSON.stringify([from.tenantId, from.sourceId, from.recipe, ...parts])
  const fingerprint = `v1:${hash("sha256", canonical, "base64url")}`
  return { fingerprint, quality: parts.includes(missing) || parts.length === 0 ? "degraded" : "full" }
}
