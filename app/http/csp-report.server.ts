import * as z from "zod"
import { screenOf } from "./arrival.ts"
import { log } from "./log.server.ts"
import { cspReports } from "./metrics.server.ts"
import { RateLimit } from "./rate-limit.ts"

/** Reports an address has at once, and seconds until it gets another. */
const perAddress = new RateLimit({ burst: 10, secondsPerTake: 10 })
const ofAll = new RateLimit({ burst: 100, secondsPerTake: 1 })

/** Reports of one request that are looked at; a browser sends a few together. */
const maxReports = 10

const text = z.string().max(5000).catch("")

/** The older form, one a request, and that of the Reporting API, several. What else a browser adds is not looked at. */
const older = z.object({
  "csp-report": z.object({ "document-uri": text, "blocked-uri": text, "effective-directive": text }),
})
const newer = z.array(
  z.object({
    type: z.literal("csp-violation"),
    body: z.object({ documentURL: text, blockedURL: text, effectiveDirective: text }),
  }),
)

/**
 * Takes what a browser says its page was stopped from doing: counted, and written to the log as text, without ids and
 * queries. Anybody can send it, so it is believed as little as that.
 *
 * @param body as it came, already within its limit
 * @param address of whoever sent it
 */
export function answerCspReport(body: string, address: string | null): Response {
  const now = Date.now()
  const wait = perAddress.take(address ?? "", now) || ofAll.take("", now)
  if (wait > 0)
    return new Response(null, { status: 429, headers: { "retry-after": String(Math.ceil(wait)) } })
  const reports = read(body)
  if (!reports) return new Response(null, { status: 400 })
  for (const report of reports) {
    cspReports.inc()
    log.warn(report, "a page was stopped by its content security policy")
  }
  return new Response(null, { status: 204 })
}

function read(body: string) {
  const json = parse(body)
  const one = older.safeParse(json)
  if (one.success) {
    const report = one.data["csp-report"]
    return [line(report["document-uri"], report["blocked-uri"], report["effective-directive"])]
  }
  const several = newer.safeParse(json)
  if (!several.success) return null
  return several.data
    .slice(0, maxReports)
    .map((report) => line(report.body.documentURL, report.body.blockedURL, report.body.effectiveDirective))
}

function line(page: string, blocked: string, directive: string) {
  const path = URL.canParse(page) ? new URL(page).pathname : ""
  return {
    page: screenOf(path),
    blocked: (blocked.split(/[?#]/)[0] ?? "").slice(0, 200),
    directive: directive.slice(0, 50),
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}
