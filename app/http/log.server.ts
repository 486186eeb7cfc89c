import { destination, pino, stdSerializers } from "pino"
import { currentOrigin } from "#app/domain/audit/origin.server.ts"
import { safeLine, withoutParameters } from "./log-line.ts"

const out = destination(1)

/**
 * One line of JSON an event, with the id of the request it belongs to. What could open a door is blanked wherever it appears,
 * a failed statement is told without its values, and no character in it steers a terminal.
 */
export const log = pino(
  {
    level: process.env["LOG_LEVEL"] || "info",
    base: { process: process.env["PORTAL_PROCESS"] ?? "portal" },
    mixin() {
      const requestId = currentOrigin()?.requestId
      return requestId ? { requestId } : {}
    },
    serializers: { err: errorOf },
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
  },
  { write: (line: string) => out.write(safeLine(line)) },
)

/** Type, message, stack and code of an error; none of the other properties drivers hang on it, which quote rows. */
function errorOf(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error === "string" ? withoutParameters(error) : typeof error
  const { type, message, stack } = stdSerializers.err(error)
  return {
    type,
    message: withoutParameters(message),
    stack: withoutParameters(stack),
    ...("code" in error && typeof error.code === "string" ? { code: error.code } : {}),
  }
}
