import { once } from "node:events"
import { createTransport } from "nodemailer"
import { afterAll, afterEach, expect, test } from "vitest"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import { runReceiver } from "#workers/receiver/main.ts"
import { breakableLink } from "../support/breakable-link.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"
import { anyPort, freePort, listen, open, storedOf } from "../support/listeners.ts"

const { owner: _, ...config } = await testDatabase()
const link = await breakableLink(config.ownerUrl)
const mailPort = await freePort()
const start = () =>
  runReceiver({
    port: 0,
    config: { ...config, ownerUrl: link.url },
    log: { error: () => {} },
    isKnownAdapter,
    listeners: {
      host: "127.0.0.1",
      ports: anyPort,
      tls: null,
      mail: { port: mailPort, domain: "alerts.example", certificate: null },
    },
  })
let running = await start()
afterAll(() => running.close())
afterEach(() => link.mend())
const { bodies } = storedOf(config)

const isOpen = (port: number) =>
  open(port).then(
    ({ socket }) => {
      socket.destroy()
      return true
    },
    () => false,
  )

test("the database dies under lines that come in: every line of the ledger is stored, once", async () => {
  const floor = await newFloor("syslog")
  const port = await freePort()
  await listen(floor, { kind: "syslog-tcp", port })
  await expect.poll(() => isOpen(port)).toBe(true)
  const { socket } = await open(port)
  const ledger: string[] = []
  const write = async (count: number) => {
    for (let i = 0; i < count; i++) {
      const line = `<11>host app: line ${ledger.length} ${"x".repeat(200)}`
      ledger.push(line)
      if (!socket.write(`${line}\n`)) await Promise.race([once(socket, "drain"), pause(2_000)])
    }
  }
  await write(500)
  link.cut()
  await write(2_000)
  await expect.poll(() => running.receiver.stats().failed).toBeGreaterThan(0)
  link.mend()
  await write(500)
  socket.end()
  const lines = async () => (await bodies(floor)).flatMap((body) => body.split("\n"))
  await expect.poll(async () => (await lines()).length).toBe(ledger.length)
  expect(await lines()).toEqual(ledger)
})

test("a planned end stores what had been sent by then", async () => {
  const floor = await newFloor("syslog")
  const port = await freePort()
  await listen(floor, { kind: "syslog-tcp", port })
  await expect.poll(() => isOpen(port)).toBe(true)
  const { socket, isClosed } = await open(port)
  const sent = Array.from({ length: 5_000 }, (_, i) => `<11>host app: ${i}`)
  await new Promise<void>((resolve) => socket.write(`${sent.join("\n")}\n`, () => resolve()))
  await running.close()
  expect(isClosed()).toBe(true)
  expect((await bodies(floor)).flatMap((body) => body.split("\n"))).toEqual(sent)
  running = await start()
})

const mailer = () => createTransport({ host: "127.0.0.1", port: mailPort, secure: false, ignoreTLS: true })
const mailTo = (localPart: string) =>
  mailer().sendMail({
    from: "zabbix@client.example",
    to: `${localPart}@alerts.example`,
    subject: "Problem: Disk full on db-1",
    text: "Trigger: Disk full\nHost: db-1",
  })

test("250 comes after the commit; while the database is away the mail is refused for now", async () => {
  const floor = await newFloor("mail")
  const localPart = await listen(floor, { kind: "mail" })
  await expect.poll(async () => (await mailTo(localPart!)).response).toMatch(/^250/)
  expect(await bodies(floor)).toHaveLength(1)
  link.cut()
  await expect(mailTo(localPart!)).rejects.toMatchObject({ responseCode: 451 })
  link.mend()
  await expect
    .poll(() =>
      mailTo(localPart!).then(
        ({ response }) => response,
        () => "",
      ),
    )
    .toMatch(/^250/)
  expect(await bodies(floor)).toHaveLength(2)
})

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
