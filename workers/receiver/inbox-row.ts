import type { DeliveryId, SourceId, TenantId } from "#app/kernel/ids.ts"

/** One delivery on its way to the inbox. */
export type InboxRow = {
  readonly tenant: TenantId
  readonly id: DeliveryId
  readonly source: SourceId
  /** Hash of the token it came with: looked at once more in the commit. */
  readonly credential: string
  readonly adapter: string
  readonly contentType: string | null
  readonly encoding: "utf8" | "base64"
  readonly body: string
  /** SHA-256 of the Idempotency-Key in hexadecimal, where one was sent. */
  readonly key?: string
}
