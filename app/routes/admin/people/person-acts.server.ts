import { readForm } from "#app/http/read-form.server.ts"
import * as z from "zod"
import { withClientPeople, withProvider } from "#app/auth/guards.server.ts"
import { changeRole } from "#app/auth/people/change-role.server.ts"
import { disablePerson } from "#app/auth/people/disable.server.ts"
import { enablePerson } from "#app/auth/people/enable.server.ts"
import { forPeople } from "#app/auth/people/for-people.server.ts"
import { grantForm } from "#app/auth/people/grant.ts"
import { addGrant, changeGrant, removeGrant } from "#app/auth/people/grants.server.ts"
import type { PeopleTx } from "#app/auth/people/person-of.server.ts"
import { resetFactors } from "#app/auth/people/reset-factors.server.ts"
import { signOutEverywhere } from "#app/auth/people/sign-out-everywhere.server.ts"
import type { Person } from "#app/auth/principal.ts"
import { requireFresh } from "#app/auth/step-up.server.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { parseId, type UserId } from "#app/kernel/ids.ts"
import { clientRoles } from "#app/kernel/permission.ts"

const whose = z.object({ whose: z.string() })
const grantId = z.object({ grantId: z.uuid() })
const role = z.object({ role: z.enum(clientRoles, "choose a role") })

/** What may be done to anybody, staff or client's, by the word the form sends. */
const deeds: Readonly<Record<string, (tx: PeopleTx, id: UserId) => Promise<void>>> = {
  disable: disablePerson,
  enable: enablePerson,
  "end-sessions": signOutEverywhere,
  "reset-factors": resetFactors,
}

/** Ending sessions harms nobody: it asks for no proof anew. */
const needsNoProof = new Set<unknown>(["end-sessions"])

/** Does to a person what the form asks. Whoever changes power or state proves themselves anew first. */
export async function actOnPerson(
  request: Request,
  person: Person,
  id: UserId,
  back = `/admin/people/${id}`,
): Promise<void> {
  const form = await readForm(request)
  const act = String(form.get("act"))
  if (!needsNoProof.has(act)) await requireFresh(request, back)
  const deed = Object.hasOwn(deeds, act) ? deeds[act] : undefined
  if (deed) return forPeople(person, parseForm(form, whose).whose, (tx) => deed(tx, id))
  switch (act) {
    case "change-role": {
      const wanted = parseForm(form, role).role
      const clientId = parseId("tenant", parseForm(form, whose).whose)
      return withClientPeople(person, clientId, (tx) => changeRole(tx, id, wanted))
    }
    case "add-grant": {
      const draft = parseForm(form, grantForm)
      return withProvider(person, ["people.manage"], (tx) => addGrant(tx, id, draft))
    }
    case "change-grant": {
      const draft = parseForm(form, grantForm)
      return withProvider(person, ["people.manage"], (tx) =>
        changeGrant(tx, id, parseForm(form, grantId).grantId, draft),
      )
    }
    case "remove-grant":
      return withProvider(person, ["people.manage"], (tx) =>
        removeGrant(tx, id, parseForm(form, grantId).grantId),
      )
    default:
      throw invalid("The form is incomplete.")
  }
}
