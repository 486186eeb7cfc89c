import { redirect } from "react-router"
import * as z from "zod"
import { withProvider } from "#app/auth/guards.server.ts"
import type { Principal } from "#app/auth/principal.ts"
import type { ConnectionId } from "#app/auth/sso/connection.ts"
import { deleteConnection } from "#app/auth/sso/delete.server.ts"
import { setConnectionEnabled } from "#app/auth/sso/disable.server.ts"
import { allowLinks, unlink } from "#app/auth/sso/link.server.ts"
import { readConnection } from "#app/auth/sso/read.server.ts"
import { previewRequirement, type Requirement } from "#app/auth/sso/require.server.ts"
import { testConnection } from "#app/auth/sso/test.server.ts"
import { updateConnection } from "#app/auth/sso/update.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { parseId } from "#app/kernel/ids.ts"
import { readWanted } from "./form.server.ts"

/** What the page says after an act. */
export type Outcome = {
  readonly works: boolean
  readonly words: string
  readonly warning: Requirement | null
}

const shape = z.object({
  act: z.enum(["save", "test", "enable", "disable", "delete", "allow", "allow-all", "unlink"]),
  userId: z.string().optional(),
})

/** Does what one of the page's buttons asks for. @throws a redirect after deleting; DomainError */
export async function perform(who: Principal, id: ConnectionId, form: FormData): Promise<Outcome> {
  const parsed = shape.safeParse({ act: form.get("act"), userId: form.get("userId") ?? undefined })
  if (!parsed.success) throw invalid("The form is incomplete.")
  const { act, userId } = parsed.data
  switch (act) {
    case "save":
      return save(who, id, form)
    case "test":
      return { ...(await testConnection(who, id)), warning: null }
    case "enable":
    case "disable":
      await setConnectionEnabled(who, id, act === "enable")
      return done(act === "enable" ? "Enabled." : "Disabled. Sessions that came through it have ended.")
    case "delete":
      await deleteConnection(who, id)
      throw redirect("/admin/sso")
    case "allow":
    case "allow-all": {
      const allowed = await allowLinks(who, id, act === "allow" ? parseId("user", userId) : undefined)
      return done(
        `${allowed === 1 ? "1 person" : `${allowed} people`} may be linked at the next sign-in, for a week.`,
      )
    }
    case "unlink":
      await unlink(who, id, parseId("user", userId))
      return done("Unlinked. Sessions that came through the provider have ended.")
  }
}

async function save(who: Principal, id: ConnectionId, form: FormData): Promise<Outcome> {
  const { wanted, isConfirmed } = readWanted(form)
  if (wanted.required && !isConfirmed) {
    const { connection } = await withProvider(who, ["sso.manage"], (tx) => readConnection(tx, id))
    const isMore =
      !connection.required || wanted.domains.some((domain) => !connection.domains.includes(domain))
    const of = { id, clientId: connection.clientId, domains: wanted.domains }
    if (isMore) return { ...done(""), warning: await previewRequirement(who, of) }
  }
  await updateConnection(who, id, wanted)
  return done("Saved.")
}

const done = (words: string): Outcome => ({ works: true, words, warning: null })
