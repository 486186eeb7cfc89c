import { Link } from "react-router"
import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"
import { ReplayRun } from "./replay-run.tsx"
import { SetAside } from "./set-aside.tsx"

/** How many wait for which reason: to look at, replay or set aside together. */
export function ReasonList({
  reasons,
  source,
  chosen,
  mayManage,
}: {
  readonly reasons: readonly { readonly reason: string; readonly count: number }[]
  readonly source: string
  readonly chosen: string | null
  readonly mayManage: boolean
}) {
  return (
    <Section title="By reason">
      {reasons.length === 0 ? <p className="text-text-2">Nothing waits.</p> : null}
      <ul className="grid gap-3">
        {reasons.map(({ reason, count }) => (
          <li key={reason} className="grid gap-2 rounded-md border border-line p-3">
            <p className={reason === chosen ? "font-medium" : ""}>
              <Link to={`?${new URLSearchParams({ reason }).toString()}`} className="underline">
                <Said>{reason}</Said>
              </Link>{" "}
              <span className="tnum text-text-2">{count}</span>
            </p>
            {mayManage ? (
              <div className="flex flex-wrap gap-2">
                <ReplayRun
                  source={source}
                  choice={{ kind: "reason", reason }}
                  label={`Replay ${count === 1 ? "it" : `all ${count}`}`}
                  confirm={`Replay ${count} ${count === 1 ? "delivery" : "deliveries"}`}
                />
                <SetAside fields={{ reason }} count={count} />
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}
