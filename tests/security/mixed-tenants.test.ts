import { request } from "node:http"
import { addNote } from "#app/domain/incidents/add-note.server.ts"
import { inTenant } from "#db/tenant.ts"
import { expect, test } from "vitest"
import { builtPortal } from "../support/built-portal.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"
import { bearerOf, signedIn } from "../support/signed-in.ts"
import { plainRequest } from "../support/plain-request.ts"

/* Many people of several clients at once, some of whom hang up in the middle: nobody is given a word of another's. */
const { owner: _, ...config } = await testDatabase()
const portal = await builtPortal(config)
const url = await portal.listen()
const rounds = Number(process.env["MIXED_REQUESTS"] ?? 2_000)
const atOnce = 24

type Caller = {
  readonly marker: string
  readonly asks: readonly { path: string; headers: Record<string, string> }[]
}

/** A client whose every record carries a word that stands nowhere else. */
async function newCaller(marker: string): Promise<Caller> {
  const { tenant, send, drain, alerts } = await newFloor()
  await send([{ key: "k", title: marker, severity: "high", description: marker, asset: marker }])
  await drain()
  const incident = (await alerts())[0]!.incident!.id
  await inTenant(tenant.scope("incidents.work"), (t) =>
    addNote(t, incident, { text: marker, lane: "client" }),
  )
  const { cookie } = await signedIn("manager", tenant.id, marker)
  const bearer = await bearerOf("admin", tenant.id)
  const pages = [
    "/client",
    "/client.data",
    `/client/incidents/${incident}`,
    `/client/incidents/${incident}.data`,
  ]
  const calls = ["alerts", "incidents", `incidents/${incident}`, "audit", "clients"]
  return {
    marker,
    asks: [
      ...pages.map((path) => ({ path, headers: { cookie } })),
      ...calls.map((path) => ({ path: `/api/v1/${path}`, headers: { ...bearer } })),
    ],
  }
}

const markers = ["quokka", "wombat", "numbat", "bilby"].map((word) => `marker-${word}-${crypto.randomUUID()}`)
const callers: Caller[] = []
for (const marker of markers) callers.push(await newCaller(marker))

/** The same numbers in every run: a failure comes again. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Asks and hangs up: before the answer, or after so many bytes of it. Gives what had come by then. */
function askAndHangUp(ask: Caller["asks"][number], afterBytes: number): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    let text = ""
    const asked = request(
      { hostname, port, path: ask.path, headers: ask.headers, agent: false },
      (answer) => {
        answer.on("error", () => {})
        answer.on("data", (chunk: Buffer) => {
          text += chunk.toString("utf8")
          if (text.length >= afterBytes) asked.destroy()
        })
      },
    )
    asked.on("error", () => {})
    asked.once("close", () => resolve(text))
    asked.end()
    if (afterBytes === 0) setImmediate(() => asked.destroy())
  })
}

test(`${rounds} requests of four clients, a quarter hung up on: 0 foreign markers`, async () => {
  const chance = dice(20_260_101)
  const tally = { whole: 0, cut: 0, foreign: 0, withoutOwn: 0, failed: 0 }
  let left = rounds
  const worker = async () => {
    while (left-- > 0) {
      const caller = callers[Math.floor(chance() * callers.length)]!
      const ask = caller.asks[Math.floor(chance() * caller.asks.length)]!
      const cut = chance() < 0.25
      const status = cut ? 200 : 0
      const answer = cut
        ? { status, text: await askAndHangUp(ask, Math.floor(chance() * 3) * 400) }
        : await plainRequest(url, ask.path, { headers: ask.headers })
      tally[cut ? "cut" : "whole"]++
      if (answer.status !== 200) tally.failed++
      if (markers.some((marker) => marker !== caller.marker && answer.text.includes(marker))) tally.foreign++
      const names = !/audit|clients/.test(ask.path)
      if (!cut && names && !answer.text.includes(caller.marker)) tally.withoutOwn++
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  expect(tally).toMatchObject({ foreign: 0, withoutOwn: 0, failed: 0 })
  expect(tally.cut).toBeGreaterThan(rounds / 6)
  expect((await plainRequest(url, "/healthz")).status).toBe(200)
}, 180_000)
