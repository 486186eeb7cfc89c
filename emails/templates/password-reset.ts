import { link, productName, text } from "../letter.ts"
import { momentText } from "../moment.ts"
import { defineTemplate } from "../template.ts"

export type PasswordResetProps = {
  readonly link: string
  /** ISO moment. */
  readonly expiresAt: string
}

export const passwordReset = defineTemplate<PasswordResetProps>({
  secrets: ["link"],
  write: ({ link: url, expiresAt }) => ({
    subject: `Set a new password for ${productName}`,
    preview: `The link works until ${momentText(expiresAt)}.`,
    blocks: [
      text("Somebody asked to set a new password for your account."),
      link("Set a new password", url),
      text(`The link works once, until ${momentText(expiresAt)}.`),
      text("If you did not ask for this, do nothing: your password stays as it is."),
    ],
    reason: `because a new password was asked for on the sign-in page of ${productName}.`,
  }),
})
