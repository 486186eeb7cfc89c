import { pino } from "pino"

/** One line of JSON an event. What could open a door is blanked wherever it appears. */
export const log = pino({
  level: process.env["LOG_LEVEL"] || "info",
  base: { process: process.env["PORTAL_PROCESS"] ?? "portal" },
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
