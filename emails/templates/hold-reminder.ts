import { places, productName, text } from "../letter.ts"
import { momentText } from "../moment.ts"
import { defineTemplate } from "../template.ts"

/** A client's contact is reminded of a question that waits for an answer. */
export type HoldReminderProps = {
  /** The incident as people name it: "ACME-1042". */
  readonly record: string
  /** ISO moment at which it is resolved without an answer; left out where nobody can say. */
  readonly until?: string
  /** The client's IANA zone. */
  readonly zone: string
  /** Where in the portal the client reads it. */
  readonly path: string
}

export const holdReminder = defineTemplate<HoldReminderProps>({
  secrets: [],
  write: ({ record, until, zone, path }) => {
    const day = until === undefined ? "" : ` by ${momentText(until, zone)}`
    return {
      subject: `${productName}: ${record} waits for your answer`,
      preview: `We asked a question about ${record} and have no answer yet.`,
      blocks: [
        text(`We asked you a question about ${record} and still wait for your answer.`),
        text(
          `If we hear nothing${day}, we resolve it. Your answer, also a later one, brings it back to work.`,
        ),
        places({ label: record, path, text: "Read the question and answer it" }),
      ],
      reason: `because you answer for incidents of your organisation at ${productName}.`,
    }
  },
})
