import type { IncomingMessage, ServerResponse } from "node:http"
import { isId } from "#app/kernel/ids.ts"
import type { DatabaseConfig } from "#db/config.ts"
import { answersWith, comeBack, Refusal, unauthorized } from "./answer.ts"
import { Backpressure } from "./backpressure.ts"
import { challengeAnswer } from "./challenge.ts"
import { complaintsOf, type ReceiverLog } from "./complaints.ts"
import { type Credential, Credentials } from "./credentials.ts"
import { assertDurable } from "./durability.ts"
import { GroupCommit } from "./group-commit.ts"
import { beatOf, heartbeatAdapter } from "./heartbeat.ts"
import { HeldBytes } from "./held-bytes.ts"
import { idempotencyKey, inboxRow } from "./inbox-row.ts"
import { defaultClientRate, heldBytes, lookWithinMs, probeWithinMs, retryAfterSeconds } from "./limits.ts"
import { connectReceiver, Line } from "./line.ts"
import { oldestWaiting } from "./oldest-waiting.ts"
import { readBody } from "./read-body.ts"
import { findReceipt } from "./receipts.ts"
import { routeOf } from "./route.ts"
import { startListening } from "./listening.ts"
import type { ListenerConfig } from "./listener-config.ts"
import { Refused } from "./refused.ts"
import { SignatureCheck } from "./signed.ts"

export type ReceiverOptions = {
  readonly config: DatabaseConfig
  readonly log: ReceiverLog
  readonly isKnownAdapter: (key: string) => boolean
  /** True where senders reach it over https. */
  readonly https?: boolean
  /** Where it listens besides HTTP; left out, nowhere. */
  readonly listeners?: ListenerConfig
  /** Fetches the certificate AWS signs with, as PEM. */
  readonly fetchCertificate?: (url: string) => Promise<string>
  /** Deliveries a second one client may send over all its sources. */
  readonly clientRate?: number
}

export type Receiver = {
  /** True when the request is for the ingest door: it is then answered here. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => boolean
  /** Connects, checks the database's durability and loads the credentials. @throws Error when it must not run */
  readonly ready: () => Promise<void>
  /** Answers at once what is held back, from now on: a planned end is near. */
  readonly hurry: () => void
  /** Answers what is under way, then lets the database go. */
  readonly close: () => Promise<void>
  /** True while the database answers. */
  readonly isReady: () => Promise<boolean>
  readonly stats: () => ReceiverStats
}

export type ReceiverStats = {
  /** Answers since the start, by status. */
  readonly answers: Readonly<Record<number, number>>
  readonly waiting: number
  readonly heldBytes: number
  readonly rows: number
  readonly flushes: number
  readonly failed: number
  /** Datagrams there was no room for. */
  readonly dropped: number
  /** Messages read from connections that are not stored yet. */
  readonly heldMessages: number
  /** Answers that came later because their senders ran ahead of the pipeline. */
  readonly heldAnswers: number
}

/** The ingest door: authenticates the source, stores the raw delivery durably, answers 202. It reads no alert. */
export function createReceiver(options: ReceiverOptions): Receiver {
  const { config, log, isKnownAdapter, clientRate = defaultClientRate } = options
  const lineOf = (name: string) => new Line(() => connectReceiver(config, name))
  const lanes = [lineOf("lane 1"), lineOf("lane 2")]
  const reader = lineOf("reader")
  const listener = connectReceiver(config, "listener")
  const credentials = new Credentials(reader, clientRate, () => void listening?.follow())
  const committer = new GroupCommit(lanes, complaintsOf(log))
  const held = new HeldBytes(heldBytes)
  const watcher = lineOf("watcher")
  const backpressure = new Backpressure((clients) =>
    watcher.ask((sql) => oldestWaiting(sql, clients), lookWithinMs),
  )
  const throttled = new Refused(reader, "throttled")
  const unsigned = new Refused(reader, "unsigned")
  const signatures = new SignatureCheck(options.fetchCertificate)
  const answers: Record<number, number> = {}
  const { sendJson, refuse } = answersWith(options.https ?? false)
  const listening = options.listeners
    ? startListening({
        config: options.listeners,
        log,
        reader,
        session: new Line(() => connectReceiver(config, "listeners", true)),
        credentials,
        held,
        accept: (row, bytes) => committer.accept(row, bytes),
        onDrop: (source, count) => throttled.add(source, count),
      })
    : null

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = routeOf(request.method ?? "", request.url ?? "", request.headers.authorization)
    if (route.kind === "none")
      throw new Refusal(404, "There is nothing here. Deliveries go to POST /ingest/v1/{adapter}.")
    if (route.kind === "method")
      throw new Refusal(405, `Only ${route.allow} is answered here.`, { allow: route.allow })
    if (route.kind === "challenge") {
      const said = challengeAnswer(route.adapter, request)
      if (!said) throw new Refusal(405, "Only POST is answered here.", { allow: "POST" })
      const { adapter } = await authenticate(route.token)
      if (adapter !== route.adapter)
        throw new Refusal(404, `This source is read by the adapter "${adapter}".`)
      return sendJson(response, 200, said)
    }
    if (route.kind === "receipt")
      return sendJson(response, 200, await receiptOf(await authenticate(route.token), route.id))
    if (route.kind === "beat") return noteBeat(request, response, route.token)
    if (!isKnownAdapter(route.adapter)) throw new Refusal(404, "There is no such adapter.")
    const credential = await admit(route.token, route.adapter)
    const receipt = await backpressure.hold(credential, () =>
      counted(credential, () => accept(request, credential)),
    )
    sendJson(response, 202, { receipt })
  }

  /** What a source is refused with 429 is counted where its client and the provider see it. */
  async function counted<T>(credential: Credential, work: () => Promise<T> | T): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (error instanceof Refusal && error.status === 429) throttled.add(credential, 1)
      throw error
    }
  }

  async function noteBeat(request: IncomingMessage, response: ServerResponse, token: string | null) {
    const { row, bytes } = beatOf(await admit(token, heartbeatAdapter), request.method ?? "")
    await committer.accept(row, bytes)
    request.resume()
    sendJson(response, 200, { state: "noted" })
  }

  async function admit(token: string | null, adapter: string): Promise<Credential> {
    const credential = await authenticate(token)
    if (credential.adapter !== adapter)
      throw new Refusal(404, `This source is read by the adapter "${credential.adapter}".`)
    await counted(credential, () => keepWithinQuota(credential))
    return credential
  }

  async function authenticate(token: string | null): Promise<Credential> {
    const found = token ? await credentials.find(token, Date.now()).catch(() => "away" as const) : undefined
    if (found === "away")
      throw comeBack(503, "The database cannot be asked right now. Send it again.", retryAfterSeconds)
    if (!found) throw unauthorized()
    return found
  }

  async function accept(request: IncomingMessage, credential: Credential): Promise<string> {
    const key = idempotencyKey(request)
    const share = held.share(credential.sourceId)
    try {
      const body = await readBody(request, share.take)
      if (!(await signatures.holds(credential, request, body))) {
        unsigned.add(credential, 1)
        throw new Refusal(401, "The delivery is not signed as this source demands.")
      }
      const contentType = request.headers["content-type"]?.slice(0, 200) ?? null
      const row = inboxRow(credential, { contentType, encoding: body.encoding, body: body.text, key })
      return await committer.accept(row, body.bytes)
    } finally {
      share.release()
    }
  }

  async function receiptOf(credential: Credential, id: string) {
    const found = isId(id) ? await reader.ask((sql) => findReceipt(sql, credential, id)) : undefined
    if (!found) throw new Refusal(404, "This source has no such receipt.")
    return found
  }

  return {
    handle(request, response) {
      if (!isIngestUrl(request.url ?? "")) return false
      response.once("finish", () => (answers[response.statusCode] = (answers[response.statusCode] ?? 0) + 1))
      answer(request, response).catch((error: unknown) => {
        if (!(error instanceof Refusal)) log.error({ err: error }, "the receiver failed on a request")
        const refusal =
          error instanceof Refusal
            ? error
            : comeBack(503, "Something went wrong on our side. Send it again.", retryAfterSeconds)
        refuse(request, response, refusal)
      })
      return true
    },
    async ready() {
      for (const lane of lanes) await lane.ask(assertDurable)
      await credentials.start(listener)
      await listening?.ready()
      throttled.start()
      unsigned.start()
    },
    hurry: () => backpressure.end(),
    async close() {
      backpressure.end()
      credentials.stop()
      await listening?.stop()
      await committer.drain()
      await throttled.stop()
      await unsigned.stop()
      await Promise.all([...lanes, reader, watcher].map((line) => line.end()))
      await listener.end({ timeout: 2 })
    },
    isReady: () =>
      reader
        .ask((sql) => sql`select 1`, probeWithinMs)
        .then(
          () => true,
          () => false,
        ),
    stats: () => ({
      answers: { ...answers },
      waiting: committer.waitingRows,
      heldBytes: held.total,
      ...committer.counts,
      dropped: throttled.total,
      heldMessages: listening?.held() ?? 0,
      heldAnswers: backpressure.held,
    }),
  }
}

/** @throws Refusal 429 for a source, or all sources of a client together, above what they may send */
function keepWithinQuota({ bucket, clientBucket }: Credential): void {
  const now = performance.now()
  const wait = bucket.take(now)
  if (wait > 0) throw comeBack(429, "This source sends more than it may. Send it again later.", wait)
  const clientWait = clientBucket.take(now)
  if (clientWait > 0)
    throw comeBack(429, "All sources together send more than they may. Send it again later.", clientWait)
}

const isIngestUrl = (url: string) => /^\/(?:ingest|heartbeat)(?:[/?]|$)/.test(url)
