import { facts, notYou, ownAccount, productName, text } from "../letter.ts"
import { momentText } from "../moment.ts"
import { defineTemplate } from "../template.ts"

export type RecoveryCodeUsedProps = {
  /** Codes that are left. */
  readonly left: number
  /** ISO moment. */
  readonly at: string
  /** The network address it came from. */
  readonly address: string
}

export const recoveryCodeUsed = defineTemplate<RecoveryCodeUsedProps>({
  secrets: [],
  write: ({ left, at, address }) => ({
    subject: `A recovery code was used to sign in to ${productName}`,
    preview: `Used on ${momentText(at)}, ${leftText(left)}.`,
    blocks: [
      text("One of your recovery codes was used to sign in to your account. It works no second time."),
      facts(["When", momentText(at)], ["From", address], ["Codes left", String(left)]),
      ...(left < 3 ? [text("Make new recovery codes in your account before you run out of them.")] : []),
      notYou,
    ],
    reason: ownAccount,
  }),
})

function leftText(left: number): string {
  return left === 1 ? "one is left" : `${left === 0 ? "none" : left} are left`
}
