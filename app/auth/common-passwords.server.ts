import { readFileSync } from "node:fs"
import { join } from "node:path"
import { projectRoot } from "#db/migrate.ts"

let common: ReadonlySet<string> | undefined

/**
 * True for a password in use everywhere. The list is our own compilation, one a line in the form of `foldPassword`: the
 * well-known tops, and everyday words with the endings people give them. Read once, at the first question.
 */
export function isCommonPassword(folded: string): boolean {
  common ??= new Set(
    readFileSync(join(projectRoot(), "app/auth/common-passwords.txt"), "utf8").trimEnd().split("\n"),
  )
  return common.has(folded)
}
