import { places, productName, text } from "../letter.ts"
import { momentText } from "../moment.ts"
import { defineTemplate } from "../template.ts"

/** Work one team asked of the other, or that it was turned down or approved. What is asked in words is read in the portal alone. */
export type HandoffNoticeProps = {
  readonly event: "requested" | "rejected" | "approved"
  /** The incident as people name it: "ACME-1042". */
  readonly record: string
  readonly client: string
  /** "NOC" or "SOC". */
  readonly from: string
  readonly to: string
  readonly type: "consult" | "transfer" | "joint"
  /** "Isolate a segment". */
  readonly reason: string
  /** Who asked, who turned it down, or who approved it or wrote down that the client did. */
  readonly by: string
  /** On whose word a containment that is asked for still waits. */
  readonly awaits?: "lead" | "client"
  /** ISO moment by which an answer is due; left out where none was promised. */
  readonly due?: string
  /** The client's IANA zone. */
  readonly zone: string
  /** Where in the portal the incident is. */
  readonly path: string
}

const asked = {
  consult: "asks for your advice",
  transfer: "asks you to take it over",
  joint: "asks you to work on it together",
} as const

const waits = {
  lead: " It waits for your approval, or another lead's.",
  client: " It waits for the client's approval, to be written down.",
} as const

export const handoffNotice = defineTemplate<HandoffNoticeProps>({
  secrets: [],
  write: ({ event, record, client, from, to, type, reason, by, awaits, due, zone, path }) => {
    const answer = due === undefined ? "" : ` An answer is due ${momentText(due, zone)}.`
    const said = {
      requested: `The ${from} ${asked[type]}: ${reason}. ${by} asked.${awaits ? waits[awaits] : ""}${answer}`,
      rejected: `The ${to} rejected what the ${from} asked: ${reason}. ${by} says why in the portal. The incident stays the ${from}'s.`,
      approved: `What the ${from} asked of the ${to} is approved: ${reason}. ${by} wrote it down. The ${to} can accept it now.`,
    }[event]
    const subject = {
      requested: `handoff to the ${to}`,
      rejected: `handoff rejected by the ${to}`,
      approved: `handoff to the ${to} approved`,
    }[event]
    return {
      subject: `${productName}: ${record}, ${subject}`,
      preview: said,
      blocks: [text(said), places({ label: record, path, text: client })],
      reason:
        event === "requested"
          ? `because you lead the desk that was asked at ${productName}, or work there where nobody leads it.`
          : `because you, or the desk you lead at ${productName}, asked for this.`,
    }
  },
})
