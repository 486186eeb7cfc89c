import { createApiToken } from "#app/auth/create-api-token.server.ts"
import { providerRoles } from "#app/kernel/permission.ts"
import { type Command, option, requiredOption } from "./command.ts"
import { withDatabase } from "./database.ts"

export const createToken: Command = {
  does: "token create --role ROLE [--name NAME]: an API token, shown once",
  async run([verb, ...args]) {
    if (verb !== "create") throw new Error("Usage: portal token create --role admin [--name NAME]")
    const wanted = requiredOption(args, "role", `one of ${providerRoles.join(", ")}`)
    const role = providerRoles.find((r) => r === wanted)
    if (!role) throw new Error(`--role ${wanted}: must be one of ${providerRoles.join(", ")}.`)
    const token = await withDatabase(() =>
      createApiToken({ name: option(args, "name") ?? "made on the command line", role, clientId: null }),
    )
    console.log(token)
  },
}
