import { defineConfig } from "vitest/config"

/** Two kinds of tests: pure ones beside the code, and those that run against a real Postgres. */
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
          name: "database",
          include: [
            "tests/{isolation,security,ingest,pipeline,alerts,incidents,audit,auth,mail,api,workers,seed,chaos,sla}/**/*.test.ts",
          ],
          // Half a minute each: only where faults are tried in full.
          exclude: process.env["CHAOS_KILLS"] ? [] : ["tests/chaos/syslog-kill.test.ts"],
          globalSetup: ["tests/support/global-setup.ts"],
          // Limits on what hangs, not on what is slow: a busy machine takes several times what a quiet one does.
          testTimeout: 120_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
    ],
  },
})
