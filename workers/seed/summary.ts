import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** What `demo.json` holds: how to get in. Readable by its owner alone. */
export type DemoAccess = {
  readonly url: string
  readonly adminToken: string
  readonly users: readonly {
    readonly email: string
    readonly password: string
    readonly role: string
    readonly client?: string
  }[]
}

export function writeDemo(folder: string, access: DemoAccess): void {
  writeFileSync(join(folder, "demo.json"), `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600 })
}

/** What `start` prints when everything is up; brings the address in `demo.json` up to date. */
export function startSummary(folder: string, origin: string): string {
  const file = join(folder, "demo.json")
  if (!existsSync(file)) return `\nWatchfloor is up: ${origin}\n`
  const access = { ...(JSON.parse(readFileSync(file, "utf8")) as DemoAccess), url: origin }
  writeDemo(folder, access)
  const width = Math.max(...access.users.map((user) => user.email.length))
  const people = access.users.map(
    (user) =>
      `    ${user.email.padEnd(width)}  ${user.password}  ${user.role}${user.client ? ` of ${user.client}` : ""}`,
  )
  return [
    "",
    `Watchfloor is up: ${origin}`,
    "",
    "  Demo sign-ins",
    ...people,
    "",
    `  Admin API token  ${access.adminToken}`,
    `  Also in          ${file}`,
    "",
    "  Ctrl-C stops it; the data stays.",
    "",
  ].join("\n")
}
