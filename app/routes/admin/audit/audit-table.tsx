import { ChevronRight } from "lucide-react"
import { useState } from "react"
import { Link } from "react-router"
import type { AuditQuery } from "#app/domain/audit/query.ts"
import { LocalTime } from "#app/ui/local-time.tsx"
import { Said } from "#app/ui/said.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import { Changes } from "./changes.tsx"
import { addressOf } from "./query.ts"
import type { AuditRow } from "./row.ts"

const cell = "border-b border-line px-2 py-1 align-top max-md:border-0 max-md:p-0"
const head = "h-8 border-b border-line bg-canvas px-2 text-left text-xs font-medium text-text-3"
const columns = ["Time (UTC)", "Actor", "Client", "Action", "Target", "Result", "Address", "Request"]

/** The entries; each cell that can be filtered by is a link that does. */
export function AuditTable({
  rows,
  query,
}: {
  readonly rows: readonly AuditRow[]
  readonly query: AuditQuery
}) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const toggle = (id: string) =>
    setOpen((before) =>
      before.has(id) ? new Set([...before].filter((o) => o !== id)) : new Set(before).add(id),
    )
  return (
    <div className="px-2 max-md:px-0 md:overflow-x-auto">
      <table
        aria-label="Audit entries"
        className="w-full border-separate border-spacing-0 text-sm max-md:block"
      >
        <thead className="max-md:hidden">
          <tr>
            <th scope="col" className={`${head} w-8`}>
              <span className="sr-only">Details</span>
            </th>
            {columns.map((name) => (
              <th key={name} scope="col" className={head}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:block">
          {rows.map((row) => (
            <Entry
              key={row.id}
              row={row}
              query={query}
              open={open.has(row.id)}
              onToggle={() => toggle(row.id)}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

type EntryProps = {
  readonly row: AuditRow
  readonly query: AuditQuery
  readonly open: boolean
  readonly onToggle: () => void
}

function Entry({ row, query, open, onToggle }: EntryProps) {
  const narrowed = (change: AuditQuery) => addressOf({ ...query, ...change })
  return (
    <>
      <tr className="hover:bg-hover max-md:grid max-md:grid-cols-[auto_1fr_auto] max-md:items-center max-md:gap-x-2 max-md:border-b max-md:border-line max-md:px-3 max-md:py-2">
        <td className={`${cell} max-md:row-span-2`}>
          <button
            type="button"
            aria-expanded={open}
            aria-label={visibleText(`Details of ${row.action} by ${row.actor.name}`)}
            onClick={onToggle}
            className="tap grid place-items-center rounded-md text-text-3 hover:text-text"
          >
            <ChevronRight className={`size-4 ${open ? "rotate-90" : ""}`} aria-hidden="true" />
          </button>
        </td>
        <td className={`${cell} max-md:order-3`}>
          <LocalTime at={row.at} />
        </td>
        <td className={`${cell} max-md:order-1`}>
          <Link to={narrowed({ actor: row.actor.name })} className="hover:underline">
            <Said>{row.actor.name || "erased"}</Said>
          </Link>
          {row.actor.kind === "user" ? null : (
            <span className="ml-1 text-2xs text-text-3">{row.actor.kind}</span>
          )}
        </td>
        <td className={`${cell} max-md:order-2 max-md:justify-self-end`}>
          {row.client ? (
            <Link to={narrowed({ client: row.client })} className="text-xs text-text-2 hover:underline">
              {row.client}
            </Link>
          ) : (
            <span className="text-xs text-text-3">provider</span>
          )}
        </td>
        <td className={`${cell} max-md:order-4`}>
          <Link to={narrowed({ action: row.action })} className="font-mono text-xs break-all hover:underline">
            {row.action}
          </Link>
        </td>
        <td className={`${cell} max-md:hidden`}>
          <Target row={row} to={narrowed({ target: row.targetId ?? row.targetKind })} />
        </td>
        <td
          className={`${cell} text-xs ${row.result === "ok" ? "text-text-2 max-md:hidden" : "font-medium text-s2-ink max-md:order-5"}`}
        >
          {row.result}
        </td>
        <td className={`${cell} tnum text-xs text-text-2 max-md:hidden`}>{row.address ?? "–"}</td>
        <td
          className={`${cell} font-mono text-2xs text-text-3 max-md:hidden`}
          title={row.requestId ?? undefined}
        >
          {row.requestId?.slice(-12) ?? "–"}
        </td>
      </tr>
      {open ? (
        <tr className="max-md:block">
          <td colSpan={columns.length + 1} className="border-b border-line bg-sunken px-4 py-3 max-md:block">
            <Changes row={row} />
          </td>
        </tr>
      ) : null}
    </>
  )
}

function Target({ row, to }: { readonly row: AuditRow; readonly to: string }) {
  return (
    <Link to={to} className="text-xs text-text-2 hover:underline" title={row.targetId ?? undefined}>
      {row.targetKind}
      {row.targetId ? (
        <span className="ml-1 font-mono text-2xs text-text-3">{row.targetId.slice(-12)}</span>
      ) : null}
    </Link>
  )
}
