import { facts, notYou, ownAccount, productName, text } from "../letter.ts"
import { momentText } from "../moment.ts"
import { defineTemplate } from "../template.ts"

export type SecondFactorChangedProps = {
  readonly change: "added" | "removed" | "recovery-codes-renewed"
  /** What the person calls it: "Authenticator app", "YubiKey at the desk". Not read when the recovery codes were renewed. */
  readonly factor: string
  /** ISO moment. */
  readonly at: string
  /** The network address the change came from. */
  readonly address: string
}

const words = {
  added: {
    subject: `A second factor was added to your ${productName} account`,
    said: "A second factor was added to your account. It is asked for from now on.",
  },
  removed: {
    subject: `A second factor was removed from your ${productName} account`,
    said: "A second factor was removed from your account. It opens nothing any more.",
  },
  "recovery-codes-renewed": {
    subject: `Your recovery codes for ${productName} were renewed`,
    said: "New recovery codes were made for your account. The old ones open nothing any more.",
  },
} as const satisfies Record<SecondFactorChangedProps["change"], { subject: string; said: string }>

export const secondFactorChanged = defineTemplate<SecondFactorChangedProps>({
  secrets: [],
  write: ({ change, factor, at, address }) => ({
    subject: words[change].subject,
    preview: `Changed on ${momentText(at)}.`,
    blocks: [
      text(words[change].said),
      facts(
        ...(change === "recovery-codes-renewed" ? [] : [["Factor", factor] as const]),
        ["When", momentText(at)],
        ["From", address],
      ),
      notYou,
    ],
    reason: ownAccount,
  }),
})
