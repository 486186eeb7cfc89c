import { expect, test } from "vitest"
import type { RecurringJob } from "#workers/job.ts"
import { startJobs } from "#workers/runtime.ts"
import { testDatabase } from "../support/database.ts"

await testDatabase()
const until = async (done: () => boolean) => {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 50))
}

test("a job that hangs holds up no other, never runs beside itself, and hears of the end", async () => {
  let [hanging, quick, stopped] = [0, 0, false]
  const jobs: readonly RecurringJob[] = [
    {
      name: "hangs",
      everySeconds: 0,
      run: ({ stopping }) =>
        new Promise((resolve) => {
          hanging++
          stopping.addEventListener("abort", () => {
            stopped = true
            resolve()
          })
        }),
    },
    {
      name: "is quick",
      everySeconds: 0,
      run: async () => void quick++,
    },
  ]
  const running = await startJobs({ error: () => {} }, jobs)
  await until(() => quick >= 3)
  expect(hanging).toBe(1)
  await running.stop()
  expect(stopped).toBe(true)
})

test("a job that fails is told of, and comes round again", async () => {
  let runs = 0
  const complaints: string[] = []
  const failing: RecurringJob = {
    name: "fails",
    everySeconds: 0,
    run: async () => {
      runs++
      throw new Error("no")
    },
  }
  const running = await startJobs({ error: (_what, message) => complaints.push(message) }, [failing])
  await until(() => runs >= 2)
  await running.stop()
  expect(complaints.length).toBeGreaterThanOrEqual(2)
})
