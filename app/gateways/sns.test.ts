import { createServer as createSecureServer } from "node:https"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, expect, test, vi } from "vitest"
import { selfSigned } from "../../tests/support/self-signed.ts"
import { confirmSnsSubscription } from "./sns.server.ts"

type Answer = (request: IncomingMessage, response: ServerResponse) => void

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
  vi.restoreAllMocks()
})

/** A stand-in for AWS on this machine: answers as told and keeps what it was asked. */
async function standIn(answer: Answer, tls?: { key: string; cert: string }) {
  const asked: string[] = []
  const note: Answer = (request, response) => {
    asked.push(`${request.method} ${request.url}`)
    answer(request, response)
  }
  const server = tls ? createSecureServer(tls, note) : createServer(note)
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready))
  closing.push(() => (server.closeAllConnections(), server.close()))
  const { port } = server.address() as AddressInfo
  return { asked, url: `${tls ? "https" : "http"}://localhost:${port}/?Action=ConfirmSubscription` }
}

const visit = (url: string) => confirmSnsSubscription(url, { loopback: true })
const arn = "arn:aws:sns:eu-west-1:123456789012:alarms:2bcfbf39-05c3-41de-beaa-fcfcc21c8f55"
const yes = `<ConfirmSubscriptionResponse><ConfirmSubscriptionResult><SubscriptionArn>${arn}</SubscriptionArn></ConfirmSubscriptionResult></ConfirmSubscriptionResponse>`
const say =
  (status: number, text: string, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    response.writeHead(status, headers).end(text)

test("the link is visited once, as it stands, and the answer names the subscription", async () => {
  const { asked, url } = await standIn(say(200, yes))
  expect(await visit(url)).toEqual({ ok: true, value: arn })
  expect(asked).toEqual(["GET /?Action=ConfirmSubscription"])
})

test.each<readonly [string, Answer, RegExp]>([
  ["a refusal", say(403, "<Error><Message>Invalid token</Message></Error>"), /^AWS says: Invalid token$/],
  ["an error without words", say(500, "oops"), /status 500/],
  ["a page that is no answer", say(200, "<html>Welcome</html>"), /status 200/],
  ["nothing", say(204, ""), /status 204/],
  ["a status without the rest", say(401, yes), /status 401/],
  ["far too much", say(200, yes + " ".repeat(600_000)), /too large/],
  ["a broken connection", (request) => request.socket.destroy(), /could not be asked/],
])("%s is no confirmation", async (_name, answer, why) => {
  const { asked, url } = await standIn(answer)
  expect(await visit(url)).toEqual({ ok: false, error: expect.stringMatching(why) })
  expect(asked).toHaveLength(1)
})

test.each([301, 302, 303, 307, 308])("a redirect (%i) is not followed", async (status) => {
  const elsewhere = await standIn(say(200, yes))
  const { asked, url } = await standIn(say(status, "", { location: elsewhere.url }))
  expect(await visit(url)).toMatchObject({ ok: false })
  expect([asked.length, elsewhere.asked.length]).toEqual([1, 0])
})

test("a host that cannot prove its name is asked nothing", async () => {
  const { asked, url } = await standIn(say(200, yes), selfSigned("localhost"))
  expect(await visit(url)).toEqual({ ok: false, error: expect.stringMatching(/self-signed/) })
  expect(asked).toEqual([])
})

test.each<readonly [string, Answer]>([
  ["never", () => {}],
  ["only by half", (_request, response) => void response.writeHead(200).write(yes.slice(0, 40))],
])("who answers %s is given up after eight seconds", async (_name, answer) => {
  const limit = new AbortController()
  const wait = vi.spyOn(AbortSignal, "timeout").mockReturnValue(limit.signal)
  const { url } = await standIn((request, response) => {
    answer(request, response)
    // The time is up while it is still answering.
    setImmediate(() => limit.abort(new DOMException("timed out", "TimeoutError")))
  })
  expect(await visit(url)).toEqual({ ok: false, error: expect.stringMatching(/could not be asked/) })
  expect(wait.mock.calls).toEqual([[8_000]])
})

test("in earnest neither this machine nor a private network is visited", async () => {
  const { asked, url } = await standIn(say(200, yes))
  for (const link of [url, url.replace("http:", "https:"), url.replace("localhost", "127.0.0.1")])
    expect(await confirmSnsSubscription(link, { loopback: false })).toMatchObject({ ok: false })
  expect(asked).toEqual([])
})
