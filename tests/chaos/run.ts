import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { option } from "#workers/commands/command.ts"
import { projectRoot } from "#db/migrate.ts"

/** `npm run chaos [-- --kills N]`: the faults of `tests/chaos` in full, a hundred kills where `npm test` has six. */
const root = projectRoot()
const bin = join(root, "node_modules/.bin")
const { status } = spawnSync(join(bin, "vitest"), ["run", "--project", "database", "tests/chaos"], {
  cwd: root,
  stdio: "inherit",
  env: {
    ...process.env,
    PATH: `${bin}:${process.env["PATH"]}`,
    CHAOS_KILLS: option(process.argv, "kills") ?? "100",
  },
})
process.exitCode = status ?? 1
