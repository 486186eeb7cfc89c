import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { projectRoot } from "#db/migrate.ts"

test("no script of the client makes code of text, nor tries whether it may: the policy refuses and reports it", () => {
  const folder = join(projectRoot(), "build/client/assets")
  const scripts = readdirSync(folder).filter((name) => name.endsWith(".js"))
  expect(scripts.length).toBeGreaterThan(50)
  // A validator that compiles its schemas comes with a switch by this name.
  const bad = scripts.filter((name) =>
    /\bnew Function\(|\beval\(|jitless/.test(readFileSync(join(folder, name), "utf8")),
  )
  expect(bad).toEqual([])
})
