import { link, productName, text } from "../letter.ts"
import { momentText } from "../moment.ts"
import { defineTemplate } from "../template.ts"

export type EmailChangeConfirmProps = {
  readonly link: string
  /** ISO moment. */
  readonly expiresAt: string
}

/** To the new address: it counts only once its owner has followed the link. */
export const emailChangeConfirm = defineTemplate<EmailChangeConfirmProps>({
  secrets: ["link"],
  write: ({ link: url, expiresAt }) => ({
    subject: `Confirm your new e-mail address for ${productName}`,
    preview: `The link works until ${momentText(expiresAt)}.`,
    blocks: [
      text("This address was given as the new one of an account. Confirm that it is yours:"),
      link("Confirm this address", url),
      text(`The link works once, until ${momentText(expiresAt)}. Until then the old address stays in use.`),
      text("If you did not ask for this, do nothing: somebody mistyped, and nothing changes."),
    ],
    reason: `because this address was entered as somebody's new one at ${productName}.`,
  }),
})
