import { createServer } from "node:http"
import { listen } from "../processes/listen.ts"
import { createReceiver, type Receiver, type ReceiverOptions } from "./handler.ts"
import { sendJson } from "./answer.ts"
import { headersTimeoutMs, requestTimeoutMs } from "./limits.ts"

/** Runs the receiver on a port of its own. @param port 0 picks a free one */
export async function runReceiver(
  options: ReceiverOptions & { readonly port: number },
): Promise<{ readonly close: () => Promise<void>; readonly port: number; readonly receiver: Receiver }> {
  const receiver = createReceiver(options)
  await receiver.ready()
  const server = createServer((request, response) => {
    if (receiver.handle(request, response)) return
    const healthy = request.url === "/healthz" || request.url === "/readyz"
    sendJson(
      response,
      healthy ? 200 : 404,
      healthy ? { state: "ready" } : { error: "There is nothing here." },
    )
  })
  server.headersTimeout = headersTimeoutMs
  server.requestTimeout = requestTimeoutMs
  await listen(server, options.port)
  const address = server.address()
  return {
    receiver,
    port: typeof address === "object" && address ? address.port : options.port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), 5000).unref()
      await closed
      await receiver.close()
    },
  }
}
