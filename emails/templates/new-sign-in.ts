import { facts, notYou, ownAccount, productName, text } from "../letter.ts"
import { momentText } from "../moment.ts"
import { defineTemplate } from "../template.ts"

export type NewSignInProps = {
  /** Browser and system, as far as they tell: "Firefox on Linux". */
  readonly device: string
  /** The network address it came from. */
  readonly address: string
  /** ISO moment. */
  readonly at: string
}

export const newSignIn = defineTemplate<NewSignInProps>({
  secrets: [],
  write: ({ device, address, at }) => ({
    subject: `New sign-in to ${productName} from an unknown device`,
    preview: `${device}, ${momentText(at)}.`,
    blocks: [
      text("Somebody signed in to your account from a device it was not used on before."),
      facts(["Device", device], ["From", address], ["When", momentText(at)]),
      text("If this was you, there is nothing to do."),
      notYou,
    ],
    reason: ownAccount,
  }),
})
