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

test("of two workers one leads; when it ends, the other takes over", async () => {
  const ran: string[] = []
  const start = (worker: string) =>
    startJobs({ error: () => {} }, [
      { name: "notes", everySeconds: 0, run: async () => void ran.push(worker) },
    ])
  const [first, second] = [await start("first"), await start("second")]
  const times = (worker: string) => ran.filter((name) => name === worker).length
  await until(() => times("first") + times("second") >= 3)
  const leader = ran[0] === "first" ? first : second
  const [leading, waiting] = ran[0] === "first" ? ["first", "second"] : ["second", "first"]
  expect(times(waiting)).toBe(0)
  await leader.stop()
  const last = times(leading)
  await until(() => times(waiting) >= 2)
  expect(times(leading)).toBe(last)
  await (leader === first ? second : first).stop()
})
