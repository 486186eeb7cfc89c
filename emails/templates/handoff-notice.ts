import { places, productName, text } from "../letter.ts"
import { momentText } from "../moment.ts"
import { defineTemplate } from "../template.ts"

/** Work one team asked of the other, or that it was turned down. What is asked in words is read in the portal alone. */
export type HandoffNoticeProps = {
  readonly event: "requested" | "rejected"
  /** The incident as people name it: "ACME-1042". */
  readonly record: string
  readonly client: string
  /** "NOC" or "SOC". */
  readonly from: string
  readonly to: string
  readonly type: "consult" | "transfer" | "joint"
  /** "Isolate a segment". */
  readonly reason: string
  /** Who asked, or who turned it down. */
  readonly by: string
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

export const handoffNotice = defineTemplate<HandoffNoticeProps>({
  secrets: [],
  write: ({ event, record, client, from, to, type, reason, by, due, zone, path }) => {
    const isRequest = event === "requested"
    const answer = due === undefined ? "" : ` An answer is due ${momentText(due, zone)}.`
    const said = isRequest
      ? `The ${from} ${asked[type]}: ${reason}. ${by} asked.${answer}`
      : `The ${to} rejected what the ${from} asked: ${reason}. ${by} says why in the portal. The incident stays the ${from}'s.`
    return {
      subject: `${productName}: ${record}, ${isRequest ? `handoff to the ${to}` : `handoff rejected by the ${to}`}`,
      preview: said,
      blocks: [text(said), places({ label: record, path, text: client })],
      reason: isRequest
        ? `because you lead the desk that was asked at ${productName}, or work there where nobody leads it.`
        : `because you, or the desk you lead at ${productName}, asked for this.`,
    }
  },
})
