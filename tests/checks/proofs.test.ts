import { execFileSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { projectRoot } from "#db/migrate.ts"

/** Where a proof may be made of thin air: the files that define them. */
const mints = new Set(["app/kernel/scope.ts", "db/tenant.ts"])
const forged = /\bas (?:unknown as )?(?:Scope|TenantTx|ReadTx|Portfolio)\b/
const wholeZod = /import \{[^}]*\bz\b[^}]*\} from "zod"/

const root = projectRoot()
const sources = execFileSync(
  "git",
  ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts", "*.tsx"],
  { cwd: root, encoding: "utf8" },
)
  .split("\n")
  .filter((file) => file && !file.startsWith("tests/checks/") && existsSync(join(root, file)))

const offending = (pattern: RegExp, allowed: ReadonlySet<string> = new Set()) =>
  sources.filter((file) => !allowed.has(file) && pattern.test(readFileSync(join(root, file), "utf8")))

test("the patterns find what they are for", () => {
  expect(forged.test("const s = x as Scope<never>")).toBe(true)
  expect(forged.test("return { sql } as unknown as TenantTx<P>")).toBe(true)
  expect(wholeZod.test('import { z } from "zod"')).toBe(true)
  expect(sources.length).toBeGreaterThan(200)
})

test("no proof is forged", () => expect(offending(forged, mints)).toEqual([]))

test("zod is imported as a namespace: the named import keeps every language in the bundle", () =>
  expect(offending(wholeZod)).toEqual([]))
