import { readForm } from "#app/http/read-form.server.ts"
import * as z from "zod"
import { withClientPeople, withProvider } from "#app/auth/guards.server.ts"
import { inviteClientPerson, inviteStaff } from "#app/auth/invitations/issue.server.ts"
import { resendInvitation } from "#app/auth/invitations/resend.server.ts"
import { withdrawInvitation } from "#app/auth/invitations/withdraw.server.ts"
import { organisationName, staffOrganisation } from "#app/auth/organisation-name.server.ts"
import { forPeople } from "#app/auth/people/for-people.server.ts"
import { grantForm } from "#app/auth/people/grant.ts"
import type { Person } from "#app/auth/principal.ts"
import { requireFresh } from "#app/auth/step-up.server.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { parseId, type TenantId } from "#app/kernel/ids.ts"
import { clientRoles } from "#app/kernel/permission.ts"

const guest = z.object({
  email: z.string().trim().min(1, "say which address").max(254),
  name: z.string().trim().min(1, "say who it is").max(200),
})
const clientGuest = guest.extend({
  client: z.uuid("choose a client"),
  role: z.enum(clientRoles, "choose a role"),
})
const open = z.object({ whose: z.string(), id: z.uuid() })

/** What the list of people can do: invite, send again, withdraw. */
export async function actOnInvitations(request: Request, person: Person): Promise<void> {
  const form = await readForm(request)
  switch (form.get("act")) {
    case "invite-staff":
      return inviteToStaff(request, person, form)
    case "invite-client":
      return inviteToClient(person, form)
    case "resend": {
      const { whose, id } = parseForm(form, open)
      const organisation = await nameOf(whose)
      return forPeople(person, whose, (tx) => resendInvitation(tx, id, organisation))
    }
    case "withdraw": {
      const { whose, id } = parseForm(form, open)
      return forPeople(person, whose, (tx) => withdrawInvitation(tx, id))
    }
    default:
      throw invalid("The form is incomplete.")
  }
}

async function inviteToStaff(request: Request, person: Person, form: FormData): Promise<void> {
  const who = parseForm(form, guest)
  const draft = parseForm(form, grantForm)
  await requireFresh(request, "/admin/people")
  await withProvider(person, ["people.manage"], (tx) =>
    inviteStaff(tx, { ...who, organisation: staffOrganisation }, [draft]),
  )
}

async function inviteToClient(person: Person, form: FormData): Promise<void> {
  const { client, role, ...who } = parseForm(form, clientGuest)
  const clientId: TenantId = parseId("tenant", client)
  const organisation = await organisationName(clientId)
  await withClientPeople(person, clientId, (tx) => inviteClientPerson(tx, { ...who, organisation }, role))
}

const nameOf = (whose: string) =>
  whose === "staff" ? Promise.resolve(staffOrganisation) : organisationName(parseId("tenant", whose))
