import { expect, test } from "vitest"
import type { RecurringJob } from "#workers/job.ts"
import { startJobs } from "#workers/runtime.ts"
import { testDatabase } from "../support/database.ts"

await testDatabase()

test("a long job holds up no other and is not started twice; a failing one is complained of and comes again", async () => {
  const runs = { long: 0, quick: 0, failing: 0 }
  let finish = () => {}
  const held = new Promise<void>((resolve) => (finish = resolve))
  const job = (name: keyof typeof runs, run: () => Promise<void>): RecurringJob => ({
    name,
    everySeconds: 1,
    run: () => (runs[name]++, run()),
  })
  const complaints: object[] = []
  const jobs = await startJobs({ error: (what) => complaints.push(what) }, [
    job("long", () => held),
    job("failing", () => Promise.reject(new Error("no"))),
    job("quick", () => Promise.resolve()),
  ])
  await expect.poll(() => Math.min(runs.quick, runs.failing), { timeout: 10_000 }).toBeGreaterThanOrEqual(2)
  expect(runs.long).toBe(1)
  expect(complaints[0]).toMatchObject({ job: "failing" })
  setTimeout(finish, 50)
  await jobs.stop()
})
