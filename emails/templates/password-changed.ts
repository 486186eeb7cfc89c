import { facts, notYou, ownAccount, productName, text } from "../letter.ts"
import { momentText } from "../moment.ts"
import { defineTemplate } from "../template.ts"

export type PasswordChangedProps = {
  /** ISO moment. */
  readonly at: string
  /** The network address the change came from. */
  readonly address: string
}

export const passwordChanged = defineTemplate<PasswordChangedProps>({
  secrets: [],
  write: ({ at, address }) => ({
    subject: `Your password for ${productName} was changed`,
    preview: `Changed on ${momentText(at)}.`,
    blocks: [
      text("The password of your account was changed. You were signed out everywhere else."),
      facts(["When", momentText(at)], ["From", address]),
      notYou,
    ],
    reason: ownAccount,
  }),
})
