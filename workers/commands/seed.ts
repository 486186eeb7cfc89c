import { env } from "#app/env.server.ts"
import { anyUserExists } from "#app/auth/store.server.ts"
import { inIdentity } from "#db/identity.ts"
import { migrateDatabase } from "#db/migrate.ts"
import { seedDemo } from "../seed/demo.ts"
import { startSummary } from "../seed/summary.ts"
import { type Command, hasFlag } from "./command.ts"
import { withDatabase } from "./database.ts"

export const seed: Command = {
  does: "seed --demo: fills an empty database with a fictional provider",
  async run(args) {
    if (!hasFlag(args, "demo")) throw new Error("Say what to seed: portal seed --demo")
    const { DATA_DIR, DEMO_DAYS, origin } = env()
    await withDatabase(async (config) => {
      await migrateDatabase(config)
      if (await inIdentity(anyUserExists))
        throw new Error("The database is not empty: somebody can sign in already. Nothing was changed.")
      await seedDemo({ folder: DATA_DIR, origin, days: DEMO_DAYS })
    })
    console.log(startSummary(DATA_DIR, origin))
  },
}
