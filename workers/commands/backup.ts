import { restoreBackup } from "../backup/restore.ts"
import { takeBackup } from "../backup/take.ts"
import { type Command, requiredOption } from "./command.ts"
import { withDatabase } from "./database.ts"

const say = (line: string) => console.log(`  ${line}`)

export const backup: Command = {
  does: "backup --out FOLDER: writes every table, as of one moment, while everything goes on",
  async run(args) {
    const folder = requiredOption(args, "out", "the folder to write")
    const { takenAt } = await withDatabase((config) => takeBackup(config, folder, say))
    console.log(
      `Written to ${folder}, as of ${takenAt}. Keep SECRET_KEY apart from it: sealed secrets need both.`,
    )
  },
}

export const restore: Command = {
  does: "restore --from FOLDER: puts a backup into an empty database",
  async run(args) {
    const folder = requiredOption(args, "from", "the folder of the backup")
    const { takenAt } = await withDatabase((config) => restoreBackup(config, folder, say))
    console.log(`Restored as of ${takenAt}. Check it with: portal audit verify. Everybody signs in anew.`)
  },
}
