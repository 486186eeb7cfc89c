import { Link } from "react-router"
import { buttonClass } from "#app/ui/button.tsx"
import { Said } from "#app/ui/said.tsx"
import { Moment } from "#app/ui/time-ago.tsx"

type Row = {
  readonly id: string
  readonly receivedAt: string
  readonly reason: string
  readonly body: string
}

/** The newest of what could not be read, with its reason and its body: kept as evidence. */
export function QuarantineList({ rows, source }: { readonly rows: readonly Row[]; readonly source: string }) {
  return (
    <section className="grid content-start gap-3">
      <h2 className="text-md font-semibold">Quarantine</h2>
      {rows.length === 0 ? (
        <p className="text-text-2">Everything this source sent could be read.</p>
      ) : (
        <ul className="grid gap-2">
          {rows.map((row) => (
            <li key={row.id} className="rounded-md border border-line bg-surface">
              <details>
                <summary className="cursor-pointer px-3 py-2">
                  <Moment at={row.receivedAt} />{" "}
                  <span className="text-s1-ink">
                    <Said>{row.reason}</Said>
                  </span>
                </summary>
                <pre
                  tabIndex={0}
                  className="max-h-80 overflow-auto border-t border-line bg-sunken p-3 font-mono text-xs break-all whitespace-pre-wrap"
                >
                  {row.body}
                </pre>
              </details>
            </li>
          ))}
        </ul>
      )}
      <Link to={`/admin/sources/${source}/quarantine`} className={buttonClass("quiet", "justify-self-start")}>
        Quarantine and replay
      </Link>
    </section>
  )
}
