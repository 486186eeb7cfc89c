import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { env } from "#app/env.server.ts"
import { DomainError, invalid } from "#app/kernel/errors.ts"
import { newId } from "#app/kernel/ids.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import { isAddress } from "#app/mail/address.ts"
import { enqueueMail } from "#app/mail/enqueue.server.ts"
import { type IdentityTx, inIdentity } from "#db/identity.ts"
import type { Person } from "../principal.ts"
import { mintLinkToken } from "../secrets.ts"
import { selectUserByEmail } from "../store.server.ts"
import { whence } from "./notice.server.ts"
import { countLinksSince, insertLink, withdrawLinksOf } from "./store.server.ts"

const confirmHours = 24
const changesPerDay = 5

/**
 * Mails a link to the new address, which counts once its owner has followed it, and a notice to the old one. Whether the
 * new address belongs to somebody else is not said; it then gets no link.
 *
 * @throws DomainError `invalid` for no address, or the one in use; `limit` after five in a day
 */
export function askEmailChange(person: Person, address: string): Promise<void> {
  const email = address.trim().toLowerCase()
  if (!isAddress(email)) throw invalid("That is no e-mail address.", { email: "This is no address." })
  if (email === person.email) throw invalid("Nothing to change.", { email: "This is your address already." })
  return inIdentity(async (tx) => {
    const { userId, actor, clientId } = person
    if ((await countLinksSince(tx, userId, "email", plusSeconds(tx.now, -86_400))) >= changesPerDay)
      throw new DomainError("limit", "That is the fifth new address today. Go on tomorrow.")
    await withdrawLinksOf(tx, userId, "email")
    await mailLink(tx, person, email, (await selectUserByEmail(tx, email)) === undefined)
    await enqueueMail(tx, {
      template: "email-change-notice",
      to: { name: person.name, address: person.email },
      props: { newAddress: email, at: tx.now.toString(), address: whence() },
      clientId,
    })
    await recordProviderAudit(tx, {
      ...{ actor, action: "user.ask-email-change", targetId: userId },
      ...(clientId ? { clientId } : {}),
      after: { email },
    })
  })
}

/** The link is made in any case, so that both cases count towards the limit. */
async function mailLink(
  tx: IdentityTx,
  { userId, name, clientId }: Person,
  newEmail: string,
  isFree: boolean,
) {
  const { token, hash } = mintLinkToken()
  const expiresAt = plusSeconds(tx.now, confirmHours * 3600)
  await insertLink(tx, {
    ...{ id: newId<"link">(), tokenHash: hash, purpose: "email", userId, newEmail },
    createdAt: tx.now,
    expiresAt,
  })
  if (isFree)
    await enqueueMail(tx, {
      template: "email-change-confirm",
      to: { name, address: newEmail },
      props: { link: `${env().origin}/account-link#${token}`, expiresAt: expiresAt.toString() },
      clientId,
    })
}
