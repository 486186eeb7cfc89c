import { execFile } from "node:child_process"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { projectRoot } from "#db/migrate.ts"

/*
 * Checks of the checks. Without its parser dependency-cruiser reads no module and finds nothing wrong: so a violation is
 * planted, and it must be found among many modules.
 */
const root = projectRoot()
const planted = join(root, "app/ui/planted")
afterAll(() => rmSync(planted, { recursive: true, force: true }))

function run(command: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(
      join(root, "node_modules/.bin", command),
      [...args],
      { cwd: root, maxBuffer: 64 << 20 },
      (error, stdout, stderr) => resolve({ code: error ? 1 : 0, output: stdout + stderr }),
    )
  })
}

test("a planted import across the walls is found, among all modules", { timeout: 60_000 }, async () => {
  mkdirSync(planted, { recursive: true })
  writeFileSync(
    join(planted, "reaches-down.ts"),
    'export { selectAlerts } from "#app/domain/alerts/list.store.server.ts"\n',
  )
  writeFileSync(join(planted, "speaks-sql.ts"), 'export { sql } from "drizzle-orm"\n')
  writeFileSync(join(planted, "mints.ts"), 'export { mintScope } from "#app/auth/mint-scope.server.ts"\n')
  writeFileSync(
    join(planted, "sends.ts"),
    'export { createSmtp } from "#app/gateways/smtp.server.ts"\nexport { inProvider } from "#db/provider-door.ts"\n',
  )
  const { code, output } = await run("depcruise", [
    "--config",
    ".dependency-cruiser.cjs",
    "app",
    "db",
    "workers",
    "emails",
    "portal.ts",
  ])
  expect(code).toBe(1)
  expect(output).toMatch(/store-is-not-for-callers: app\/ui\/planted\/reaches-down\.ts/)
  expect(output).toMatch(/sql-stays-in-stores: app\/ui\/planted\/speaks-sql\.ts/)
  expect(output).toMatch(/scopes-are-minted-in-few-places: app\/ui\/planted\/mints\.ts/)
  expect(output).toMatch(/gateways-are-for-the-edge: app\/ui\/planted\/sends\.ts/)
  expect(output).toMatch(/provider-door-is-opened-by-guards: app\/ui\/planted\/sends\.ts/)
  expect(Number(/(\d+) modules/.exec(output)?.[1])).toBeGreaterThan(200)
})

test("a planted forgotten promise is found by the type-aware linter", { timeout: 60_000 }, async () => {
  mkdirSync(planted, { recursive: true })
  writeFileSync(
    join(planted, "forgets.ts"),
    "async function late(): Promise<void> {}\nexport function forget(): void {\n  late()\n}\n",
  )
  const { code, output } = await run("oxlint", ["--type-aware", "app/ui/planted"])
  expect(code).toBe(1)
  expect(output).toContain("no-floating-promises")
})
