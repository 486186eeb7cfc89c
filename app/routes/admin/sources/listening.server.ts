import { coverageByDay, percentCovered, silencesWithin } from "#app/domain/sources/coverage.ts"
import { listSilences } from "#app/domain/sources/coverage.server.ts"
import { listenersFor } from "#app/domain/sources/listener.ts"
import { recipesFor } from "#app/domain/sources/listener-set-up.ts"
import { countThrottled, findFreePort, listListeners } from "#app/domain/sources/listeners.server.ts"
import { heartbeatRecipes } from "#app/domain/sources/set-up/own.ts"
import type { SourceView } from "#app/domain/sources/source.ts"
import { env } from "#app/env.server.ts"
import { isBefore } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"

/** What a source's page says of where it may deliver besides HTTP. */
export async function readListening(t: ReadTx<"sources.read">, source: SourceView) {
  const { origin, SYSLOG_PORTS, SYSLOG_TLS_PORT, MAIL_DOMAIN } = env()
  const kinds = listenersFor(source.adapter)
  const host = new URL(origin).hostname
  const listeners = kinds.length > 0 ? await listListeners(t, source.id) : []
  return {
    kinds,
    dropped: kinds.includes("syslog-udp") ? await countThrottled(t, source.id) : 0,
    ports: SYSLOG_PORTS,
    freePort: kinds.includes("syslog-tcp") ? await findFreePort(t, SYSLOG_PORTS) : null,
    takesTls: SYSLOG_TLS_PORT !== undefined,
    mailDomain: MAIL_DOMAIN ?? null,
    heartbeat: source.adapter === "heartbeat" ? heartbeatRecipes(`${origin}/heartbeat/TOKEN`) : null,
    listeners: listeners.map(({ id, kind, port, certificateHash, createdAt, states }) => {
      const target = port ?? (kind === "syslog-tls" ? SYSLOG_TLS_PORT : undefined)
      return {
        ...{ id, kind, port: target ?? null, certificateHash },
        createdAt: createdAt.toString(),
        // One receiver that listens is enough; without any the source is paused, or no receiver runs.
        state: states[0] ?? null,
        recipes: target === undefined ? [] : recipesFor(kind, { host, port: target }),
      }
    }),
  }
}

const days = 30

/** How much of the last days a source was watched; null where nobody said how often it speaks. */
export async function readCoverage(t: ReadTx<"sources.read">, source: SourceView) {
  const from = t.now.subtract({ hours: days * 24 })
  const silences = await listSilences(t, { source: source.id, from, to: t.now })
  if (source.expectedEverySeconds === null && silences.length === 0) return null
  const period = { from: isBefore(from, source.createdAt) ? source.createdAt : from, to: t.now }
  return {
    isNew: isBefore(from, source.createdAt),
    percent: percentCovered(silences, period),
    days: coverageByDay(silences, { begin: source.createdAt, now: t.now, days }),
    spans: silencesWithin(silences, period)
      .toReversed()
      .slice(0, 10)
      .map((span) => ({
        from: span.from.toString(),
        to: span.to.equals(t.now) ? null : span.to.toString(),
      })),
  }
}
