import { readForm } from "#app/http/read-form.server.ts"
import * as z from "zod"
import { withClientPeople } from "#app/auth/guards.server.ts"
import { inviteClientPerson } from "#app/auth/invitations/issue.server.ts"
import { resendInvitation } from "#app/auth/invitations/resend.server.ts"
import { withdrawInvitation } from "#app/auth/invitations/withdraw.server.ts"
import { organisationName } from "#app/auth/organisation-name.server.ts"
import { changeRole } from "#app/auth/people/change-role.server.ts"
import { disablePerson } from "#app/auth/people/disable.server.ts"
import { enablePerson } from "#app/auth/people/enable.server.ts"
import type { Person } from "#app/auth/principal.ts"
import { requireFresh } from "#app/auth/step-up.server.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { parseId, type TenantId } from "#app/kernel/ids.ts"
import { clientRoles } from "#app/kernel/permission.ts"
import type { ClientPeopleTx } from "#db/provider-door.ts"

type Act = (tx: ClientPeopleTx, form: FormData, organisation: string) => Promise<unknown>

const role = z.object({ role: z.enum(clientRoles, "choose a role") })
const guest = role.extend({
  email: z.string().trim().min(1, "say which address").max(254),
  name: z.string().trim().min(1, "say who it is").max(200),
})
const open = z.object({ id: z.uuid() })
const userId = (form: FormData) => parseId("user", String(form.get("userId")))

/** What a manager can do with the people of their own organisation, by the word the form sends. */
const acts: Readonly<Record<string, Act>> = {
  invite(tx, form, organisation) {
    const { role: wanted, ...who } = parseForm(form, guest)
    return inviteClientPerson(tx, { ...who, organisation }, wanted)
  },
  resend: (tx, form, organisation) => resendInvitation(tx, parseForm(form, open).id, organisation),
  withdraw: (tx, form) => withdrawInvitation(tx, parseForm(form, open).id),
  "change-role": (tx, form) => changeRole(tx, userId(form), parseForm(form, role).role),
  disable: (tx, form) => disablePerson(tx, userId(form)),
  enable: (tx, form) => enablePerson(tx, userId(form)),
}

/** These change power or state: whoever asks proves themselves anew first. */
const needsProof = new Set(["change-role", "disable", "enable"])

/** Does what the form asks, within the manager's own organisation whatever the form says. */
export async function actOnOwnPeople(
  request: Request,
  person: Person & { readonly clientId: TenantId },
): Promise<void> {
  const form = await readForm(request)
  const word = String(form.get("act"))
  const act = Object.hasOwn(acts, word) ? acts[word] : undefined
  if (!act) throw invalid("The form is incomplete.")
  if (needsProof.has(word)) await requireFresh(request, "/client/people")
  const organisation = await organisationName(person.clientId)
  // Nothing comes back: what inviting gives is the link, which is for the mail alone.
  await withClientPeople(person, person.clientId, (tx) => act(tx, form, organisation))
}
