import { defineConfig } from "vitest/config"

const withPostgres = {
  globalSetup: ["tests/support/global-setup.ts"],
  // Limits on what hangs, not on what is slow: a busy machine takes several times what a quiet one does.
  testTimeout: 120_000,
  hookTimeout: 180_000,
  expect: { poll: { timeout: 60_000 } },
}

/** Pure tests beside the code, and those that run against a real Postgres: with a process for each file, or sharing one. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "app/**/*.test.ts",
            "db/**/*.test.ts",
            "workers/**/*.test.ts",
            "emails/**/*.test.ts",
            "tests/conformance/**/*.test.ts",
            "tests/checks/**/*.test.ts",
            "tests/support/**/*.test.ts",
          ],
        },
      },
      {
        test: {
          ...withPostgres,
          name: "database",
          include: ["tests/{isolation,security,ingest,audit,auth,mail,api,workers,seed,chaos}/**/*.test.ts"],
          // Half a minute each: only where faults are tried in full.
          exclude: process.env["CHAOS_KILLS"] ? [] : ["tests/chaos/syslog-kill.test.ts"],
        },
      },
      {
        test: {
          ...withPostgres,
          name: "records",
          include: ["tests/{pipeline,incidents,findings,sla}/**/*.test.ts"],
          // Each file has a database of its own and leaves nothing in memory: loading the program anew for each took as
          // long as the tests.
          isolate: false,
        },
      },
    ],
  },
})
