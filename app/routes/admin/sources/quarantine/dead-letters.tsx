import { CopyButton } from "#app/ui/copy-button.tsx"
import { Said } from "#app/ui/said.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import { ReplayRun } from "./replay-run.tsx"
import { SetAside } from "./set-aside.tsx"

type Row = {
  readonly id: string
  readonly receivedAt: string
  readonly reason: string
  readonly attempts: number
  readonly replayedAt: string | null
  readonly settledAt: string | null
  readonly settledBy: string | null
  readonly contentType: string | null
  readonly body: string | null
  readonly isBase64: boolean
  readonly length: number
}

/** Deliveries no adapter could read: why, what was tried, and the body as text. */
export function DeadLetters({
  rows,
  source,
  mayManage,
  state,
}: {
  readonly rows: readonly Row[]
  readonly source: string
  readonly mayManage: boolean
  readonly state: "waiting" | "settled"
}) {
  if (rows.length === 0)
    return (
      <p className="text-text-2">
        {state === "waiting" ? "Everything this source sent could be read." : "Nothing has been settled yet."}
      </p>
    )
  return (
    <ul className="grid gap-2">
      {rows.map((row) => (
        <li key={row.id} className="rounded-md border border-line">
          <details>
            <summary className="cursor-pointer px-3 py-2">
              <Moment at={row.receivedAt} />{" "}
              <span className="text-s1-ink">
                <Said>{row.reason}</Said>
              </span>
            </summary>
            <div className="grid gap-3 border-t border-line p-3">
              <p className="text-sm text-text-2">{historyOf(row)}</p>
              {mayManage && state === "waiting" ? (
                <div className="flex flex-wrap gap-2">
                  <ReplayRun source={source} choice={{ kind: "one", delivery: row.id }} label="Replay it" />
                  <SetAside fields={{ delivery: row.id }} count={1} />
                </div>
              ) : null}
              <BodyText row={row} />
            </div>
          </details>
        </li>
      ))}
    </ul>
  )
}

function historyOf({ attempts, replayedAt, settledAt, settledBy }: Row): string {
  const tried = attempts === 1 ? "Tried once" : `Tried ${attempts} times`
  const again = replayedAt ? `, last put in again ${replayedAt.slice(0, 16).replace("T", " ")} UTC` : ""
  if (!settledAt) return `${tried}${again}.`
  const how = settledBy === "replay" ? "read by a replay" : `set aside by ${settledBy ?? "somebody"}`
  return `${tried}; ${how} ${settledAt.slice(0, 16).replace("T", " ")} UTC.`
}

function BodyText({ row: { body, isBase64, length, contentType } }: { readonly row: Row }) {
  if (body === null) return <p className="text-text-2">The body has been erased by age.</p>
  const shown =
    body.length < length ? `the first ${body.length} of ${length} characters` : `${length} characters`
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <p className="mr-auto text-xs text-text-3">
          <Said>{contentType ?? "no content type"}</Said>, {shown}
          {isBase64 ? ", bytes written as base64" : ""}
        </p>
        <CopyButton text={body} label="Copy the body" />
      </div>
      <pre
        tabIndex={0}
        aria-label="The body"
        className="max-h-80 overflow-auto rounded-md border border-line bg-sunken p-3 font-mono text-xs break-all whitespace-pre-wrap"
      >
        {body}
      </pre>
    </div>
  )
}
