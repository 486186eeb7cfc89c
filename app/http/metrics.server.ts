import { collectDefaultMetrics, Counter, Gauge, Registry } from "@prometheus-io/client"
import { withSystemPortfolio } from "#app/auth/system-portfolio.server.ts"
import { readInboxHealth, readThrottled } from "#app/domain/health/read.server.ts"

const registry = new Registry()
collectDefaultMetrics({ register: registry })

const waiting = new Gauge({
  name: "watchfloor_inbox_waiting",
  help: "Accepted deliveries not processed yet",
  registers: [registry],
})
const oldest = new Gauge({
  name: "watchfloor_inbox_oldest_seconds",
  help: "Age of the oldest of them",
  registers: [registry],
})
const quarantined = new Gauge({
  name: "watchfloor_quarantined",
  help: "Deliveries in quarantine",
  registers: [registry],
})

const throttled = new Gauge({
  name: "watchfloor_throttled_24h",
  help: "Deliveries refused and datagrams dropped for want of room in the last 24 hours",
  registers: [registry],
})

/** What browsers say pages of ours were stopped from doing. One that is not somebody's play is a defect. */
export const cspReports = new Counter({
  name: "watchfloor_csp_reports_total",
  help: "Violations of the content security policy browsers reported",
  registers: [registry],
})

/** Prometheus' text of this process and of the inbox all processes share. */
export async function metricsText(): Promise<string> {
  const health = await withSystemPortfolio("metrics", readInboxHealth)
  waiting.set(health.waiting)
  oldest.set(health.oldestSeconds)
  quarantined.set(health.quarantined)
  throttled.set(await withSystemPortfolio("metrics", readThrottled))
  return registry.metrics()
}
