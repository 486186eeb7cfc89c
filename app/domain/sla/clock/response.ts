import type { Policy } from "./policy.ts"
import type { Happening } from "./record-event.ts"

export type Message = Extract<Happening, { kind: "message" }>

/** What the contract says of responses. */
export type ResponseTerms = Pick<Policy, "publicNoteCounts" | "voicemailCounts">

/**
 * Whether a message answers the client: from a person at the provider, seen by the client, by mail, by a call that reached
 * somebody, or by a note unless the contract leaves notes out. Nothing automatic does.
 */
export function isResponse(message: Message, terms: ResponseTerms): boolean {
  return isUpdate(message, terms) && (message.channel !== "note" || terms.publicNoteCounts)
}

/** Whether a message keeps the client up to date: the same, and any note the client sees. */
export function isUpdate(message: Message, terms: ResponseTerms): boolean {
  if (message.by !== "provider_human" || message.visibility !== "client") return false
  return message.channel !== "voicemail" || terms.voicemailCounts
}
