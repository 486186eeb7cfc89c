import { createApiToken } from "#app/auth/create-api-token.server.ts"
import { createUser } from "#app/auth/create-user.server.ts"
import { createSession } from "#app/auth/sessions.server.ts"
import type { TenantId, UserId } from "#app/kernel/ids.ts"
import type { ClientRole, ProviderRole } from "#app/kernel/permission.ts"

export const somePassword = "fifteen characters long"

let made = 0

/** Somebody signed in: who they are and the cookie of their browser. */
export async function signedIn(
  role: ProviderRole | ClientRole,
  clientId: TenantId | null = null,
  name: string = role,
): Promise<{ readonly id: UserId; readonly email: string; readonly cookie: string }> {
  const email = `person${++made}@x.example`
  const id = await createUser({
    ...{ email, name, role, clientId, password: somePassword },
    ...(clientId ? {} : { discipline: "both", tier: 1 }),
  })
  const line = await createSession(id, { methods: ["password"] })
  return { id, email, cookie: line.split(";")[0] ?? "" }
}

/** The header of an API token of that role, of every client or of one. */
export async function bearerOf(
  role: ProviderRole,
  clientId: TenantId | null = null,
): Promise<{ readonly authorization: string }> {
  return { authorization: `Bearer ${await createApiToken({ name: role, role, clientId })}` }
}
