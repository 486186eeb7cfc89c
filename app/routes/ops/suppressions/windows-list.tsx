import { Link } from "react-router"
import { buttonClass } from "#app/ui/button.tsx"
import { ConfirmButton } from "#app/ui/confirm-button.tsx"
import { EmptyState } from "#app/ui/page-header.tsx"
import { Said } from "#app/ui/said.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import { Calendar } from "./calendar.tsx"
import { TimeLeft } from "./time-left.tsx"
import type { WindowRow, WindowState } from "./window-row.ts"

const titles: Readonly<Record<WindowState, string>> = {
  running: "Under way",
  upcoming: "Coming",
  over: "Over",
}

/** The maintenance calendar: a picture of the next days, then every window in words. */
export function WindowsList({
  windows,
  now,
}: {
  readonly windows: readonly WindowRow[]
  readonly now: number
}) {
  if (windows.length === 0)
    return (
      <EmptyState title="No maintenance is announced">
        A window keeps what fires during planned work out of the queue, and lets it come back at the end.
      </EmptyState>
    )
  return (
    <div className="grid gap-6 p-4">
      <Calendar windows={windows} now={now} />
      {(["running", "upcoming", "over"] as const).map((state) => {
        const some = windows.filter((window) => window.state === state)
        return some.length === 0 ? null : (
          <section key={state} aria-labelledby={`windows-${state}`} className="grid gap-3">
            <h2 id={`windows-${state}`} className="text-lg font-semibold">
              {titles[state]} <span className="tnum text-sm font-normal text-text-3">{some.length}</span>
            </h2>
            <ul className="grid gap-3 xl:grid-cols-2">
              {[...some]
                .sort((a, b) => (state === "over" ? 0 : a.run.start < b.run.start ? -1 : 1))
                .map((window) => (
                  <Card key={`${window.clientId} ${window.id}`} window={window} now={now} />
                ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

function Card({ window, now }: { readonly window: WindowRow; readonly now: number }) {
  const title = visibleText(window.title)
  const isRunning = window.state === "running"
  return (
    <li className="grid min-w-0 content-start gap-2 rounded-lg border border-line bg-surface p-4">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
        <div className="min-w-0 flex-1">
          <h3 className="font-semibold">
            <Said>{window.title}</Said>
          </h3>
          <p className="text-sm text-text-2">
            <Said>{window.client}</Said>
          </p>
        </div>
        {isRunning ? <TimeLeft until={window.run.end} renderedAt={now} /> : null}
        {window.isCancelled ? (
          <span className="rounded-full bg-sunken px-2 text-xs text-text-2">cancelled</span>
        ) : null}
      </div>
      <p className="text-sm">
        <Moment at={window.run.start} /> to <Moment at={window.run.end} />
      </p>
      <p className="text-sm text-text-2">
        {window.recurs}. <Said>{window.scope}</Said>
      </p>
      <p className="text-sm text-text-2">
        Because: <Said>{window.reason}</Said>
      </p>
      {window.overlaps.length > 0 ? (
        <p className="rounded-md bg-s3-tint px-2 py-1 text-sm text-s3-ink">
          Overlaps with <Said>{window.overlaps.join(", ")}</Said> within the next 14 days.
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-xs text-text-3">
        <span>
          by <Said>{window.owner}</Said>
        </span>
        {window.state === "over" ? null : (
          <span className="ml-auto flex gap-2">
            {window.isAhead ? (
              <Link
                to={`/ops/suppressions/windows/${window.id}`}
                aria-label={`Change ${title}`}
                className={buttonClass()}
              >
                Change
              </Link>
            ) : null}
            <ConfirmButton
              label={isRunning ? "End now" : "Cancel"}
              name={isRunning ? `End ${title} now` : `Cancel ${title}`}
              title={isRunning ? `End ${title}?` : `Cancel ${title}?`}
              confirm={isRunning ? `End ${title}` : `Cancel ${title}`}
              act="cancel"
              fields={{ client: window.clientId, window: window.id }}
            >
              {isRunning
                ? "What it hides and still fires comes back to the queue. Later runs are cancelled with it."
                : "None of its runs will take place. The client no longer reads of it."}
            </ConfirmButton>
          </span>
        )}
      </div>
    </li>
  )
}
