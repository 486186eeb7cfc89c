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
          globalSetup: ["tests/support/global-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
