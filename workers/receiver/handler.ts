import { createHash } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import postgres from "postgres"
import { isId, newId } from "#app/kernel/ids.ts"
import { type DatabaseConfig, loginUrl } from "#db/config.ts"
import { comeBack, Refusal, sendJson, sendRefusal, unauthorized } from "./answer.ts"
import { type Credential, Credentials } from "./credentials.ts"
import { assertDurable } from "./durability.ts"
import { GroupCommit } from "./group-commit.ts"
import { retryAfterSeconds } from "./limits.ts"
import { readBody } from "./read-body.ts"
import { findReceipt } from "./receipts.ts"
import { routeOf } from "./route.ts"

export type ReceiverOptions = {
  readonly config: DatabaseConfig
  readonly log: { readonly error: (what: object, message: string) => void }
  readonly isKnownAdapter: (key: string) => boolean
}

export type Receiver = {
  /** True when the request is for the ingest door: it is then answered here. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => boolean
  /** Connects, checks the database's durability and loads the credentials. @throws Error when it must not run */
  readonly ready: () => Promise<void>
  /** Answers what is under way, then lets the database go. */
  readonly close: () => Promise<void>
  readonly stats: () => {
    readonly waiting: number
    readonly rows: number
    readonly flushes: number
    readonly failed: number
  }
}

/** The ingest door: authenticates the source, stores the raw delivery durably, answers 202. It reads no alert. */
export function createReceiver({ config, log, isKnownAdapter }: ReceiverOptions): Receiver {
  const connect = (name: string) =>
    postgres(loginUrl(config, "portal_ingest"), {
      max: 1,
      connect_timeout: 5,
      onnotice: () => {},
      connection: { application_name: `watchfloor receiver ${name}`, statement_timeout: 15_000 },
    })
  const lanes = [connect("lane 1"), connect("lane 2")]
  const reader = connect("reader")
  const credentials = new Credentials(reader)
  const committer = new GroupCommit(lanes)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = routeOf(request.method ?? "", request.url ?? "", request.headers.authorization)
    if (route.kind === "none")
      throw new Refusal(404, "There is nothing here. Deliveries go to POST /ingest/v1/{adapter}.")
    if (route.kind === "method")
      throw new Refusal(405, `Only ${route.allow} is answered here.`, { allow: route.allow })
    if (route.kind === "receipt")
      return sendJson(response, 200, await receiptOf(await authenticate(route.token), route.id))
    if (!isKnownAdapter(route.adapter)) throw new Refusal(404, "There is no such adapter.")
    const credential = await authenticate(route.token)
    if (credential.adapter !== route.adapter)
      throw new Refusal(404, `This source is read by the adapter "${credential.adapter}".`)
    const wait = credential.bucket.take(Date.now())
    if (wait > 0) throw comeBack(429, "This source sends more than it may. Send it again later.", wait)
    const receipt = await accept(request, credential)
    sendJson(response, 202, { receipt })
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
    const body = await readBody(request)
    return committer.accept(
      {
        tenant: credential.tenantId,
        id: newId(),
        source: credential.sourceId,
        credential: credential.hash,
        adapter: credential.adapter,
        contentType: request.headers["content-type"]?.slice(0, 200) ?? null,
        encoding: body.encoding,
        body: body.text,
        ...(key ? { key } : {}),
      },
      body.text.length,
    )
  }

  async function receiptOf(credential: Credential, id: string) {
    const found = isId(id) ? await findReceipt(reader, credential, id) : undefined
    if (!found) throw new Refusal(404, "This source has no such receipt.")
    return found
  }

  return {
    handle(request, response) {
      if (!request.url?.startsWith("/ingest")) return false
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
      for (const lane of lanes) await assertDurable(lane)
      await credentials.start()
    },
    async close() {
      await committer.drain()
      await Promise.all([...lanes, reader].map((sql) => sql.end({ timeout: 2 })))
    },
    stats: () => ({ waiting: committer.waitingRows, ...committer.counts }),
  }
}

/** Answers before the body was read to its end: the rest is not waited for, the connection goes. */
function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  if (!request.complete) {
    response.setHeader("connection", "close")
    response.once("finish", () => {
      // A short grace lets the sender read the answer before its connection breaks under what it still sends.
      request.resume()
      setTimeout(() => request.destroy(), 500).unref()
    })
  }
  sendRefusal(response, refusal)
}

function idempotencyKey(request: IncomingMessage): string | null {
  const key = request.headers["idempotency-key"]
  if (typeof key !== "string" || key === "") return null
  if (key.length > 255) throw new Refusal(400, "An Idempotency-Key holds 255 characters at most.")
  return createHash("sha256").update(key).digest("hex")
}
