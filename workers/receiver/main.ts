import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import { refuseUnreadable } from "#app/http/unreadable-request.ts"
import { listen } from "../processes/listen.ts"
import { answersWith } from "./answer.ts"
import { createReceiver, type Receiver, type ReceiverOptions } from "./handler.ts"
import { idleMs, slowSender } from "./limits.ts"

export type RunningReceiver = {
  readonly port: number
  readonly receiver: Receiver
  /** Answers everybody who is connected, then ends: a planned restart refuses nobody. */
  readonly close: () => Promise<void>
}

type SlowSender = { readonly headersMs: number; readonly requestMs: number; readonly checkEveryMs: number }

type Options = ReceiverOptions & {
  /** 0 picks a free one. */
  readonly port: number
  readonly slow?: SlowSender
}

/** Runs the receiver on a port of its own. */
export async function runReceiver(options: Options): Promise<RunningReceiver> {
  const receiver = createReceiver(options)
  await receiver.ready()
  const { slow = slowSender, https = false } = options
  const { sendJson } = answersWith(https)
  let closing = false
  const underWay = new Set<ServerResponse>()
  async function answerHealth(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === "/healthz") return sendJson(response, 200, { state: "alive" })
    if (request.url !== "/readyz") return sendJson(response, 404, { error: "There is nothing here." })
    const ready = await receiver.isReady()
    sendJson(response, ready ? 200 : 503, { state: ready ? "ready" : "the database does not answer" })
  }
  const server = createServer(
    {
      headersTimeout: slow.headersMs,
      requestTimeout: slow.requestMs,
      connectionsCheckingInterval: slow.checkEveryMs,
      keepAliveTimeout: idleMs,
    },
    (request, response) => {
      if (closing) response.shouldKeepAlive = false
      else underWay.add(response.once("close", () => underWay.delete(response)))
      if (!receiver.handle(request, response)) void answerHealth(request, response)
    },
  )
  refuseUnreadable(server, https)
  await listen(server, options.port)
  const address = server.address()
  return {
    receiver,
    port: typeof address === "object" && address ? address.port : options.port,
    async close() {
      closing = true
      // The last answer on a connection says so: its sender opens the next one elsewhere.
      for (const response of underWay) response.shouldKeepAlive = false
      receiver.hurry()
      await drain(server)
      await receiver.close()
    },
  }
}

/** Takes no new connection and lets the open ones finish; whoever takes longer than `graceMs` is cut off. */
async function drain(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  // A connection that was busy a moment ago turns idle only after its answer.
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  const cut = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearInterval(sweep)
  clearTimeout(cut)
}

const graceMs = 5_000
