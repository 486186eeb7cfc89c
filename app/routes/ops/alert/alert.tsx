import { ArrowLeft } from "lucide-react"
import { useState } from "react"
import { Link, useNavigate, useRevalidator } from "react-router"
import { withPortfolio } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listSignals, readAlert } from "#app/domain/alerts/read.server.ts"
import { severityOfRank } from "#app/domain/alerts/severity.ts"
import { routingOf } from "#app/domain/routing/of-alert.server.ts"
import { listHistory } from "#app/domain/audit/read.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { useChanges } from "#app/live/live-provider.tsx"
import { Button, buttonClass, Kbd } from "#app/ui/button.tsx"
import { HelpSheet } from "#app/ui/help-sheet.tsx"
import { useHotkeys } from "#app/ui/hotkeys.ts"
import { SeverityGlyph } from "#app/ui/severity-glyph.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import { useToasts } from "#app/ui/toast.tsx"
import { Said } from "#app/ui/said.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import { JoinDialog } from "../incidents/join-dialog.tsx"
import { CloseDialog } from "../queue/close-dialog.tsx"
import { useVerdicts } from "../queue/use-verdicts.ts"
import { AlertFacts } from "./alert-facts.tsx"
import { RoutingSection } from "./routing-section.tsx"
import { TakeOut } from "./take-out.tsx"
import { detailOf } from "./detail.ts"
import { effectWord } from "./sightings.tsx"
import { readHiddenBy } from "./hidden-by.server.ts"
import { HiddenNotice } from "./hidden-notice.tsx"
import type { Route } from "./+types/alert"

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${visibleText(loaderData?.alert.title ?? "Alert")} · Watchfloor` },
]

export function loader({ request, params }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const id = parseId("alert", params.alertId)
    return withPortfolio(person, ["alerts.read"], async (t) => {
      const found = await readAlert(t, id)
      const alert = detailOf(found)
      const signals = await listSignals(t, id, 50)
      const history = await listHistory(t, id)
      return {
        alert,
        routing: await routingOf(t, found),
        ...(await readHiddenBy(t, found)),
        maySuppress: person.permissions.has("suppressions.manage"),
        signals: signals.map(({ delivery, ordinal, kind, effect, severity, receivedAt, event }) => ({
          key: `${delivery}-${ordinal}`,
          kind,
          effect: effectWord(effect),
          severity: severityOfRank(severity),
          receivedAt: receivedAt.toString(),
          event: JSON.stringify(event, null, 2),
        })),
        history: history.map(({ id: entryId, at, actor, action }) => ({
          id: entryId,
          at: at.toString(),
          who: actor.name,
          action,
        })),
        now: t.now.epochMilliseconds,
        me: { id: person.userId, name: person.name },
      }
    })
  })
}

const actionWords: Readonly<Record<string, string>> = {
  "alert.take": "took it",
  "alert.close": "closed it",
  "alert.raise": "raised it to an incident",
  "alert.move": "put it into another incident",
  "alert.detach": "took it out of its incident",
  "alert.undo": "took the last verdict back",
  "alert.hide": "hid it with a new rule",
  "alert.show": "let it come back to the queue",
  "alert.release": "put it back into the queue: nothing hides it any more",
}

export default function Alert({ loaderData }: Route.ComponentProps) {
  const { alert, routing, signals, history, hidden, maintenance, maySuppress, now, me } = loaderData
  const { revalidate } = useRevalidator()
  const navigate = useNavigate()
  const { show, undoLast } = useToasts()
  const [closing, setClosing] = useState(false)
  const [joining, setJoining] = useState(false)
  const refresh = () => void revalidate()
  const verdicts = useVerdicts({ rows: [], dispatch: refresh, me, after: () => {} })
  useChanges((change) => {
    if (change.kind === "all" || change.ids.includes(alert.id)) refresh()
  })
  const open = alert.state !== "closed"
  const hotkeys = [
    { keys: "1", does: "Take", run: () => void (open && verdicts.take([alert.id]).then(refresh)) },
    {
      keys: "2",
      does: "Raise to incident",
      run: () => void (open && !alert.incident && verdicts.raise([alert.id]).then(refresh)),
    },
    { keys: "3", does: "Add to an incident", run: () => open && setJoining(true) },
    { keys: "4", does: "Close with reason", run: () => open && setClosing(true) },
    { keys: "u", does: "Undo", run: undoLast },
    { keys: "Escape", does: "Back to the queue", run: () => void navigate("/ops/queue") },
  ]
  useHotkeys(hotkeys)
  return (
    <div className="mx-auto grid max-w-[90rem] gap-6 p-4 lg:grid-cols-[1fr_24rem]">
      <h1 className="sr-only">Alert: {visibleText(alert.title)}</h1>
      <section className="rounded-lg border border-line bg-surface p-4">
        <div className="mb-4 flex flex-wrap gap-2">
          <Link to="/ops/queue" className="tap inline-flex items-center text-sm text-link hover:underline">
            <ArrowLeft className="size-4" aria-hidden="true" /> Queue
          </Link>
          <span className="ml-auto" />
          {open ? (
            <>
              <Button look="primary" onClick={() => void verdicts.take([alert.id]).then(refresh)}>
                Take <Kbd>1</Kbd>
              </Button>
              {alert.incident ? null : (
                <Button onClick={() => void verdicts.raise([alert.id]).then(refresh)}>
                  Raise <Kbd>2</Kbd>
                </Button>
              )}
              <Button onClick={() => setJoining(true)}>
                {alert.incident ? "Move to …" : "Add to …"} <Kbd>3</Kbd>
              </Button>
              {alert.incident ? <TakeOut alertId={alert.id} incident={alert.incident} /> : null}
              <Button onClick={() => setClosing(true)}>
                Close … <Kbd>4</Kbd>
              </Button>
              {maySuppress && !hidden ? (
                <Link to={`/ops/suppressions/new?alert=${alert.id}`} className={buttonClass()}>
                  Suppress …
                </Link>
              ) : null}
            </>
          ) : null}
        </div>
        <HiddenNotice alertId={alert.id} hidden={hidden} maintenance={maintenance} mayRelease={maySuppress} />
        <AlertFacts alert={alert} now={now} />
      </section>
      <div className="grid content-start gap-6">
        <RoutingSection routing={routing} />
        <section className="rounded-lg border border-line bg-surface p-4" aria-labelledby="history">
          <h2 id="history" className="mb-2 font-semibold">
            History
          </h2>
          {history.length === 0 ? <p className="text-text-3">Nobody has touched it yet.</p> : null}
          <ol className="grid gap-1.5 text-xs">
            {history.map(({ id, at, who, action }) => (
              <li key={id}>
                <span className="font-medium">
                  <Said>{who}</Said>
                </span>{" "}
                {actionWords[action] ?? action}{" "}
                <span className="text-text-3">
                  <Moment at={at} />
                </span>
              </li>
            ))}
          </ol>
        </section>
        <section className="rounded-lg border border-line bg-surface p-4" aria-labelledby="signals">
          <h2 id="signals" className="mb-2 font-semibold">
            Signals{" "}
            <span className="tnum text-xs font-normal text-text-3">
              newest {signals.length}
              {alert.count > signals.length ? ` of ${alert.count.toLocaleString("en")}` : ""}
            </span>
          </h2>
          <ol className="grid gap-1">
            {signals.map(({ key, kind, effect, severity, receivedAt, event }) => (
              <li key={key}>
                <details>
                  <summary className="flex min-h-6 items-center gap-2 text-xs">
                    <SeverityGlyph severity={severity} /> {kind}
                    <span className="text-text-3">{effect}</span>
                    <span className="ml-auto text-text-3">
                      <Moment at={receivedAt} />
                    </span>
                  </summary>
                  <pre
                    tabIndex={0}
                    className="mt-1 max-h-80 overflow-auto rounded-md bg-sunken p-2 font-mono text-2xs [overflow-wrap:anywhere] whitespace-pre-wrap"
                  >
                    {visibleText(event)}
                  </pre>
                </details>
              </li>
            ))}
          </ol>
        </section>
      </div>
      <JoinDialog
        alerts={joining ? [alert] : []}
        onClose={() => setJoining(false)}
        onDone={(incident) => show({ text: `In ${incident.reference} now.` })}
      />
      <CloseDialog
        rows={closing ? [alert] : []}
        onCancel={() => setClosing(false)}
        onClose={(reason, comment) => {
          setClosing(false)
          void verdicts.close([alert.id], reason, comment).then(refresh)
        }}
      />
      <HelpSheet hotkeys={hotkeys} />
    </div>
  )
}
