import * as z from "zod"
import type { NewApiToken } from "#app/auth/create-api-token.server.ts"
import { expiryOf } from "#app/auth/tokens/token.ts"
import { invalid } from "#app/kernel/errors.ts"
import { isId, parseId } from "#app/kernel/ids.ts"
import { permissionsOfRole, providerRoles } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"

const schema = z.object({
  name: z.string().trim().min(1).max(100),
  role: z.enum(providerRoles),
  client: z.string().refine((text) => text === "" || isId(text)),
  expires: z.string(),
  date: z.string().default(""),
})

const words: Readonly<Record<string, string>> = {
  name: "Give it a name of up to 100 characters: what will use it.",
  role: "Choose a role.",
  client: "Choose a client, or all.",
}

/**
 * The token somebody asked for. With every box of its role checked it has the role whole, also what the role gains later.
 *
 * @throws DomainError `invalid` with what to say beside each field
 */
export function readTokenForm(form: FormData, now: Instant): NewApiToken {
  const { permission: _, ...single } = Object.fromEntries(form)
  const parsed = schema.safeParse(single)
  const fields: Record<string, string> = {}
  for (const { path } of parsed.error?.issues ?? []) {
    const field = String(path[0])
    fields[field] = words[field] ?? "Fill this in."
  }
  const expiry = expiryOf(String(form.get("expires") ?? ""), String(form.get("date") ?? ""), now)
  if (!expiry.ok) fields["expires"] = expiry.error
  const ofRole = permissionsOfRole(String(form.get("role") ?? ""))
  const checked = new Set(form.getAll("permission").map(String))
  const chosen = ofRole.filter((permission) => checked.has(permission))
  if (chosen.length === 0) fields["permissions"] = "Leave at least one thing it may do."
  if (!parsed.success || !expiry.ok || chosen.length === 0)
    throw invalid("Something is missing: see below.", fields)
  const { name, role, client } = parsed.data
  return {
    ...{ name, role, expiresAt: expiry.value },
    clientId: client === "" ? null : parseId("tenant", client),
    permissions: chosen.length === ofRole.length ? null : chosen,
  }
}
