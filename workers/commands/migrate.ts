import { migrateDatabase } from "#db/migrate.ts"
import type { Command } from "./command.ts"
import { withDatabase } from "./database.ts"

export const migrate: Command = {
  does: "brings the database to this version (roles, tables, partitions)",
  async run() {
    await withDatabase(migrateDatabase)
    console.log("The database is at this version.")
  },
}
