import { createHash } from "node:crypto"
import type { IncomingMessage } from "node:http"
import { type DeliveryId, newId, type SourceId, type TenantId } from "#app/kernel/ids.ts"
import { Refusal } from "./answer.ts"
import type { Credential } from "./credentials.ts"

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
  readonly key?: string | undefined
}

/** What came with a credential, as it goes to the inbox. Left out, the id is a new one. */
export function inboxRow(
  credential: Credential,
  what: Pick<InboxRow, "contentType" | "encoding" | "body" | "key"> & { readonly id?: DeliveryId },
): InboxRow {
  return {
    id: newId(),
    tenant: credential.tenantId,
    source: credential.sourceId,
    credential: credential.hash,
    adapter: credential.adapter,
    ...what,
  }
}

/** @throws Refusal 400 for one that is too long */
export function idempotencyKey(request: IncomingMessage): string | undefined {
  const key = request.headers["idempotency-key"]
  if (typeof key !== "string" || key === "") return undefined
  if (key.length > 255) throw new Refusal(400, "An Idempotency-Key holds 255 characters at most.")
  return createHash("sha256").update(key).digest("hex")
}
