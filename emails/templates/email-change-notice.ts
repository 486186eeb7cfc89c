import { facts, notYou, ownAccount, productName, text } from "../letter.ts"
import { momentText } from "../moment.ts"
import { defineTemplate } from "../template.ts"

export type EmailChangeNoticeProps = {
  readonly newAddress: string
  /** ISO moment. */
  readonly at: string
  /** The network address the change was asked for from. */
  readonly address: string
}

/** To the old address: the one place that a thief of the account cannot keep from being told. */
export const emailChangeNotice = defineTemplate<EmailChangeNoticeProps>({
  secrets: [],
  write: ({ newAddress, at, address }) => ({
    subject: `A new e-mail address was asked for at ${productName}`,
    preview: `Asked for on ${momentText(at)}.`,
    blocks: [
      text(
        "A new e-mail address was given for your account. It takes the place of this one once it is confirmed.",
      ),
      facts(["New address", newAddress], ["When", momentText(at)], ["From", address]),
      notYou,
    ],
    reason: ownAccount,
  }),
})
