import { covers, reachOf } from "#app/auth/access.ts"
import type { Change } from "#app/domain/changes/change.ts"
import type { Person } from "#app/auth/principal.ts"
import { findPerson } from "#app/auth/staff.server.ts"
import type { Reach } from "#app/kernel/scope.ts"
import { hub } from "./hub.server.ts"
import type { LoggedChange } from "./event-log.ts"

/** A comment this often keeps proxies from closing the stream and shows the browser that it lives. */
const heartbeatMilliseconds = 15_000

/**
 * The server-sent events of one browser tab: ids of what changed among the clients it may see, nothing else. The session
 * is looked at again with every heartbeat and whenever its person's sessions or rights change; the stream ends with it. Resumes after `Last-Event-ID`.
 */
export function changeStream(request: Request, person: Person): Response {
  const watched = watchedBy(person)
  const encoder = new TextEncoder()
  let end = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => {
        // A browser that does not read would grow our memory: it is cut off and reconnects.
        if ((controller.desiredSize ?? 0) < -1000) end()
        else controller.enqueue(encoder.encode(text))
      }
      const unsubscribe = hub.subscribe((logged) => {
        if (mayKnow(watched, logged)) send(format(logged))
      })
      const lookAgain = () =>
        void findPerson(request, { quiet: true }).then(
          (now) => (now && sameSight(watchedBy(now), watched) ? send(": here\n\n") : end()),
          () => {},
        )
      const heartbeat = setInterval(lookAgain, heartbeatMilliseconds)
      const forget = hub.onSessions((changed) => changed === person.userId && lookAgain())
      end = () => {
        end = () => {}
        clearInterval(heartbeat)
        unsubscribe()
        forget()
        try {
          controller.close()
        } catch {
          // The browser closed it first.
        }
      }
      request.signal.addEventListener("abort", () => end())
      send(`retry: 2000\nevent: hello\ndata: {"now":"${new Date().toISOString()}"}\n\n`)
      for (const logged of missed(request)) if (mayKnow(watched, logged)) send(format(logged))
    },
    cancel() {
      end()
    },
  })
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    },
  })
}

/** The clients somebody may hear of, for each kind of change. */
type Watched = { readonly [K in Change["kind"]]: Reach }

/** That of the beginning holds: when it changes the stream ends, and the browser opens another. */
function watchedBy(person: Person): Watched {
  if (person.clientId) return { alert: [], incident: [], maintenance: [] }
  return {
    alert: reachOf(person, ["alerts.read"]),
    incident: reachOf(person, ["incidents.read"]),
    maintenance: reachOf(person, ["suppressions.manage"]),
  }
}

function sameSight(a: Watched, b: Watched): boolean {
  return (["alert", "incident", "maintenance"] as const).every(
    (kind) => covers(a[kind], b[kind]) && covers(b[kind], a[kind]),
  )
}

function missed(request: Request): readonly LoggedChange[] {
  const last = request.headers.get("last-event-id")
  if (!last) return []
  return hub.log.since(last) ?? [{ id: last, change: null }]
}

function mayKnow(watched: Watched, { change }: LoggedChange): boolean {
  return change === null || covers(watched[change.kind], [change.tenantId])
}

function format({ id, change }: LoggedChange): string {
  const type = change ? "change" : "look-again"
  return `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(change ?? {})}\n\n`
}
