import { createUser as create } from "#app/auth/create-user.server.ts"
import { providerRoles } from "#app/kernel/permission.ts"
import { type Command, option, requiredOption } from "./command.ts"
import { withDatabase } from "./database.ts"

export const createUser: Command = {
  does: "user create --email E --name N --role ROLE: a staff member; the password is read from PORTAL_PASSWORD",
  async run([verb, ...args]) {
    if (verb !== "create")
      throw new Error("Usage: PORTAL_PASSWORD=… portal user create --email E --name N --role analyst")
    const email = requiredOption(args, "email", "the address the person signs in with")
    const name = option(args, "name") ?? email
    const wanted = requiredOption(args, "role", `one of ${providerRoles.join(", ")}`)
    const role = providerRoles.find((r) => r === wanted)
    if (!role) throw new Error(`--role ${wanted}: must be one of ${providerRoles.join(", ")}.`)
    const password = process.env["PORTAL_PASSWORD"]
    if (!password)
      throw new Error(
        "PORTAL_PASSWORD is not set: give the first password there, not as an option that others can see.",
      )
    await withDatabase(() =>
      create({ email, name, role, password, clientId: null, discipline: "both", tier: 1 }),
    )
    console.log(`${name} can sign in as ${email}.`)
  },
}
