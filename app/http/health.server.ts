import { withSystemPortfolio } from "#app/auth/system-portfolio.server.ts"
import { reachOf } from "#app/auth/access.ts"
import { findTokenPrincipal } from "#app/auth/staff.server.ts"
import { readOldestWaiting } from "#app/domain/health/read.server.ts"
import { DrainWatch } from "./drain-watch.ts"
import { metricsText } from "./metrics.server.ts"

const plain = { "content-type": "text/plain; charset=utf-8" }

/** An inbox that stands still so long means that the workers are down: the machine should get no more traffic of people. */
const drainWatch = new DrainWatch(300)

/** Answers the three machine-facing paths; null for every other. */
export async function answerHealth(request: Request): Promise<Response | null> {
  switch (new URL(request.url).pathname) {
    case "/healthz":
      return new Response("ok\n", { headers: plain })
    case "/readyz":
      return readiness()
    case "/metrics":
      return metrics(request)
    default:
      return null
  }
}

/** Ready means: the database answers, its tables are there, and the inbox is being drained. */
async function readiness(): Promise<Response> {
  try {
    const oldest = await withSystemPortfolio("readiness", readOldestWaiting)
    if (!drainWatch.isStalled(oldest, performance.now())) return new Response("ready\n", { headers: plain })
    return new Response(`the oldest alert has waited ${Math.round(oldest?.seconds ?? 0)} s for a worker\n`, {
      status: 503,
      headers: plain,
    })
  } catch {
    return new Response("the database cannot be reached or is not migrated\n", {
      status: 503,
      headers: plain,
    })
  }
}

async function metrics(request: Request): Promise<Response> {
  const who = await findTokenPrincipal(request)
  // The figures are of all clients together: not for a token of one of them.
  if (!who || reachOf(who, ["audit.read"]) !== "all")
    return new Response("a token of an administrator is needed\n", {
      status: 401,
      headers: { ...plain, "www-authenticate": "Bearer" },
    })
  return new Response(await metricsText(), {
    headers: { ...plain, "content-type": "text/plain; version=0.0.4; charset=utf-8" },
  })
}
