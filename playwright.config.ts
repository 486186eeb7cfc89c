import { defineConfig } from "@playwright/test"
import { browserLaunch } from "./tests/support/browser.ts"

const { executablePath, args, env } = await browserLaunch()

/** Journeys through the built product in a real browser. One portal serves the run; see tests/support/e2e-portal.ts. */
export default defineConfig({
  testDir: "tests/e2e",
  workers: 1,
  retries: 0,
  // Limits on what hangs, not on what is slow.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  globalSetup: "./tests/support/e2e-portal.ts",
  outputDir: "test-results",
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 800 },
    launchOptions: { args, ...(executablePath ? { executablePath } : {}), ...(env ? { env } : {}) },
    screenshot: "only-on-failure",
  },
})
