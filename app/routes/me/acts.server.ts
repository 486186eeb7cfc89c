import { readForm } from "#app/http/read-form.server.ts"
import { redirect } from "react-router"
import * as z from "zod"
import { askEmailChange } from "#app/auth/account/ask-email-change.server.ts"
import { changeName } from "#app/auth/account/change-name.server.ts"
import { changePassword } from "#app/auth/account/change-password.server.ts"
import { endOtherSessions, endOwnSession } from "#app/auth/end-sessions.server.ts"
import type { Person } from "#app/auth/principal.ts"
import type { FoundSession } from "#app/auth/sessions.store.server.ts"
import { requireFresh } from "#app/auth/step-up.server.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { invalid } from "#app/kernel/errors.ts"

type Asker = { readonly person: Person; readonly session: FoundSession["session"] }
type Act = (request: Request, form: FormData, who: Asker) => Promise<unknown>

const name = z.object({ name: z.string().trim().min(1, "say what you are called").max(200, "is too long") })
const email = z.object({ email: z.string().trim().min(1, "say which address").max(320) })
const passwords = z.object({
  current: z.string().min(1, "type your current password").max(1000),
  password: z.string().max(1000),
})
const handle = z.object({ handle: z.uuid() })

/** What one can do to one's own account, by the word the form sends. */
const acts: Readonly<Record<string, Act>> = {
  "change-name": async (_request, form, { person }) => changeName(person, parseForm(form, name).name),
  async "change-email"(request, form, { person }) {
    const asked = parseForm(form, email).email
    await requireFresh(request, "/me")
    await askEmailChange(person, asked)
  },
  async "change-password"(request, form, who) {
    const cookie = await changePassword(request, who, parseForm(form, passwords))
    throw redirect("/me?done=password", { headers: { "set-cookie": cookie } })
  },
  "end-session": async (_request, form, { person }) => endOwnSession(person, parseForm(form, handle).handle),
  "end-others": async (_request, _form, { person, session }) => endOtherSessions(person, session.handle),
}

/** Does what the form asks. @throws DomainError `invalid` for what nobody knows */
export async function actOnOwnAccount(request: Request, who: Asker): Promise<unknown> {
  const form = await readForm(request)
  const word = String(form.get("act"))
  const act = Object.hasOwn(acts, word) ? acts[word] : undefined
  if (!act) throw invalid("The form is incomplete.")
  return (await act(request, form, who)) ?? null
}
