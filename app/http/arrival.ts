import type { IncomingMessage } from "node:http"
import { newId } from "#app/kernel/ids.ts"
import type { RequestOrigin } from "#app/domain/audit/origin.server.ts"
import { clientAddress, type TrustedProxies } from "./client-address.ts"

/** As much of a browser's description of itself as is worth keeping. */
const userAgentLength = 200

/** What the audit wants to know of a request. The id is ours: one from outside could be chosen to look like another's. */
export function arrivalOf(request: IncomingMessage, proxies: TrustedProxies): RequestOrigin {
  const forwarded = request.headers["x-forwarded-for"]
  return {
    address: clientAddress(
      request.socket.remoteAddress,
      Array.isArray(forwarded) ? forwarded.join(",") : forwarded,
      proxies,
    ),
    userAgent: request.headers["user-agent"]?.slice(0, userAgentLength) ?? null,
    requestId: newId(),
    screen: screenOf(request.url ?? "/"),
  }
}

/** The path as the table of routes knows it: without query, data suffix and ids. */
export function screenOf(url: string): string {
  return (url.split("?")[0] ?? "/")
    .replace(/\.data$/, "")
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, ":id")
    .slice(0, 200)
}
