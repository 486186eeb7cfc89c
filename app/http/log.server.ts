import { pino } from "pino"
import { currentOrigin } from "#app/domain/audit/origin.server.ts"

/** One line of JSON an event, with the id of the request it belongs to. What could open a door is blanked wherever it appears. */
export const log = pino({
  level: process.env["LOG_LEVEL"] || "info",
  base: { process: process.env["PORTAL_PROCESS"] ?? "portal" },
  mixin() {
    const requestId = currentOrigin()?.requestId
    return requestId ? { requestId } : {}
  },
  redact: {
    paths: [
      "*.authorization",
      "*.cookie",
      "*.password",
      "*.token",
      "authorization",
      "cookie",
      "password",
      "token",
      "*.headers",
    ],
    censor: "[removed]",
  },
})
