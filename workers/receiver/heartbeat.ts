import type { Credential } from "./credentials.ts"
import { type InboxRow, inboxRow } from "./inbox-row.ts"

/** The adapter of dead-man's switches. */
export const heartbeatAdapter = "heartbeat"

/** A sighting as it is stored. What a beat carries says nothing, and is not kept. */
export function beatOf(
  credential: Credential,
  method: string,
): { readonly row: InboxRow; readonly bytes: number } {
  const body = JSON.stringify({ beat: method })
  const row = inboxRow(credential, { contentType: "application/json", encoding: "utf8", body })
  return { row, bytes: body.length }
}
