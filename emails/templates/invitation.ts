import { link, productName, text } from "../letter.ts"
import { momentText } from "../moment.ts"
import { defineTemplate } from "../template.ts"

export type InvitationProps = {
  /** Name of whoever invites. */
  readonly invitedBy: string
  readonly organisation: string
  readonly link: string
  /** ISO moment. */
  readonly expiresAt: string
}

export const invitation = defineTemplate<InvitationProps>({
  secrets: ["link"],
  write: ({ invitedBy, organisation, link: url, expiresAt }) => ({
    subject: `${invitedBy} invites you to ${organisation} on ${productName}`,
    preview: `Accept by ${momentText(expiresAt)}.`,
    blocks: [
      text(`${invitedBy} invites you to join ${organisation} on ${productName}.`),
      link("Accept the invitation", url),
      text(`The link works once, until ${momentText(expiresAt)}.`),
      text("If you do not know what this is about, do nothing: no account is made without you."),
    ],
    reason: `because ${invitedBy} entered your address to invite you to ${organisation}.`,
  }),
})
