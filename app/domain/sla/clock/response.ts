import type { SlaMetric } from "./metric.ts"
import type { Policy } from "./policy.ts"
import type { Happening } from "./record-event.ts"
import { isLive, type Run } from "./run.ts"

export type Message = Extract<Happening, { kind: "message" }>

/** What the contract says of responses. */
export type ResponseTerms = Pick<Policy, "publicNoteCounts" | "voicemailCounts">

/** The terms of one message: as an answer, and as keeping the client up to date. */
export type MessageTerms = { readonly answer: ResponseTerms; readonly update: ResponseTerms }

/**
 * The terms a message is judged by: those of the clock that waits for it, which no later version moves unless it is
 * applied to running clocks, else those in force.
 *
 * @param now what a response would start goes by
 */
export function messageTerms(runs: readonly Run[], now: Policy): MessageTerms {
  const ofLive = (...metrics: readonly SlaMetric[]) =>
    runs.find((run) => metrics.includes(run.metric) && isLive(run))?.policy ?? now
  return { answer: ofLive("first_response", "next_response"), update: ofLive("periodic_update") }
}

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
