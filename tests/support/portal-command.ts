import { execFile } from "node:child_process"
import { projectRoot } from "#db/migrate.ts"
import type { DatabaseConfig } from "#db/config.ts"

/** Runs `portal ARGS` as a process of its own on this test's database, or with none. */
export function portalCommand(
  args: readonly string[],
  config?: DatabaseConfig,
): Promise<{ readonly code: number; readonly output: string }> {
  const { DATABASE_URL: _, ...env } = process.env
  const database = config ? { DATABASE_URL: config.ownerUrl, SECRET_KEY: config.secretKey } : {}
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["portal.ts", ...args],
      { cwd: projectRoot(), env: { ...env, ...database, LOG_LEVEL: "silent" } },
      (error, stdout, stderr) =>
        resolve({
          code: typeof error?.code === "number" ? error.code : error ? 1 : 0,
          output: stdout + stderr,
        }),
    )
  })
}
