import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

export type Role = "web" | "worker" | "postgres"

/** The process of a role under a running portal, from /proc: what an operator's kill -9 would hit. */
export function pidOf(role: Role, folder: string, supervisor: number | undefined): number | undefined {
  if (role === "postgres") {
    const file = join(folder, "pg/postmaster.pid")
    return existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : undefined
  }
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1])
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")
      if (parent === supervisor && command.includes(role)) return Number(pid)
    } catch {
      // It ended while we looked.
    }
  }
  return undefined
}

/** Waits until `look` finds something. @throws Error naming what was waited for, after so many milliseconds */
export async function until<T>(
  look: () => Promise<T | undefined> | T | undefined,
  milliseconds: number,
  what: string,
): Promise<T> {
  const deadline = Date.now() + milliseconds
  for (;;) {
    const found = await Promise.resolve(look()).catch(() => undefined)
    if (found !== undefined) return found
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
