import { existsSync } from "node:fs"
import { delimiter, join } from "node:path"

/** The path of a program of this machine, also of those for administrators; null where it is not installed. */
export function findProgram(name: string): string | null {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/sbin"]
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? null
}

/** Whether a program is there to be tested with; says in a line what is not tested without it. */
export function hasProgram(name: string, debianPackage: string): boolean {
  if (findProgram(name)) return true
  console.log(`skipped: ${name} is not installed (Debian package ${debianPackage})`)
  return false
}
