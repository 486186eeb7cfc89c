import { createUser as create } from "#app/auth/create-user.server.ts"
import { inviteStaff } from "#app/auth/invitations/issue.server.ts"
import { staffOrganisation } from "#app/auth/organisation-name.server.ts"
import { commandLine } from "#app/auth/principal.ts"
import { type ProviderRole, providerRoles } from "#app/kernel/permission.ts"
import { inIdentity } from "#db/identity.ts"
import { type Command, option, requiredOption } from "./command.ts"
import { withDatabase } from "./database.ts"

/** `create` sets the first password; `invite` prints the link by which its owner does. */
export const createUser: Command = {
  does: "user create|invite --email E --name N --role ROLE: a member of staff, with the password in PORTAL_PASSWORD, or by a link that is printed and mailed",
  async run([verb, ...args]) {
    if (verb !== "create" && verb !== "invite")
      throw new Error(
        "Usage: PORTAL_PASSWORD=… portal user create --email E --name N --role analyst, or: portal user invite …",
      )
    const email = requiredOption(args, "email", "the address the person signs in with")
    const name = option(args, "name") ?? email
    const wanted = requiredOption(args, "role", `one of ${providerRoles.join(", ")}`)
    const role = providerRoles.find((r) => r === wanted)
    if (!role) throw new Error(`--role ${wanted}: must be one of ${providerRoles.join(", ")}.`)
    return verb === "create" ? add(email, name, role) : invite(email, name, role)
  },
}

async function add(email: string, name: string, role: ProviderRole): Promise<void> {
  const password = process.env["PORTAL_PASSWORD"]
  if (!password)
    throw new Error(
      "PORTAL_PASSWORD is not set: give the first password there, not as an option that others can see.",
    )
  await withDatabase(() =>
    create({ email, name, role, password, clientId: null, discipline: "both", tier: 1 }),
  )
  console.log(`${name} can sign in as ${email}.`)
}

async function invite(email: string, name: string, role: ProviderRole): Promise<void> {
  const link = await withDatabase(() =>
    inIdentity((tx) =>
      inviteStaff({ ...tx, actor: commandLine }, { email, name, organisation: staffOrganisation }, [
        { role, discipline: "both", tier: 1, scope: { kind: "all" }, expiresAt: null },
      ]),
    ),
  )
  console.log(`${name} is invited. The link works once, for seven days:\n${link}`)
}
