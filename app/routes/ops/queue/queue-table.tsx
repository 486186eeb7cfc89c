import type { RefObject } from "react"
import { Link } from "react-router"
import { SeverityGlyph } from "#app/ui/severity-glyph.tsx"
import { SlaClock } from "#app/ui/sla-clock.tsx"
import { TimeAgo } from "#app/ui/time-ago.tsx"
import { Said } from "#app/ui/said.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import type { ListedRow } from "./live-list.ts"
import { statusWord } from "./row.ts"
import type { Cursor } from "./use-cursor.ts"

type Props = {
  readonly ref: RefObject<HTMLTableSectionElement | null>
  readonly rows: readonly ListedRow[]
  readonly cursor: Cursor
  readonly selected: ReadonlySet<string>
  readonly onToggle: (id: string) => void
  readonly onSelectAll: (all: boolean) => void
  readonly onPeek: (id: string) => void
  readonly now: number
  readonly total: number
}

const head =
  "sticky top-12 z-10 border-b border-line bg-canvas px-2 text-left text-2xs font-medium tracking-wide text-text-3 uppercase"

/** The grid of the queue: one tab stop, keys inside, lines that stay where they are. On a phone lines become cards. */
export function QueueTable({
  ref,
  rows,
  cursor,
  selected,
  onToggle,
  onSelectAll,
  onPeek,
  now,
  total,
}: Props) {
  return (
    <table
      role="grid"
      aria-label="Alerts"
      aria-rowcount={total + 1}
      aria-multiselectable="true"
      className="w-full table-fixed border-separate border-spacing-0 text-sm max-md:block"
    >
      <colgroup>
        {["w-9", "w-14", "w-28", "w-20", "", "w-14", "w-28", "w-24", "w-24", "w-24", "w-24"].map(
          (width, i) => (
            <col key={i} className={width} />
          ),
        )}
      </colgroup>
      <thead className="max-md:hidden">
        <tr className="h-8" aria-rowindex={1}>
          <th scope="col" className={head}>
            <label className="tap grid place-items-center">
              <span className="sr-only">Select all on this page</span>
              <input
                type="checkbox"
                className="size-4"
                checked={rows.length > 0 && selected.size === rows.length}
                onChange={(event) => onSelectAll(event.target.checked)}
              />
            </label>
          </th>
          {[
            "Sev",
            "Next breach",
            "Client",
            "Alert",
            "Count",
            "Source",
            "Status",
            "Assignee",
            "First",
            "Last",
          ].map((name) => (
            <th key={name} scope="col" className={`${head} ${hidden[name] ?? ""}`}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={ref} className="max-md:block">
        {rows.map((row, i) => (
          <Line
            key={row.id}
            row={row}
            index={i}
            isCurrent={i === cursor.index}
            isSelected={selected.has(row.id)}
            now={now}
            onFocus={() => cursor.set(row.id)}
            onToggle={() => onToggle(row.id)}
            onPeek={() => onPeek(row.id)}
          />
        ))}
      </tbody>
    </table>
  )
}

/** Columns that give way on narrow screens. */
const hidden: Readonly<Record<string, string>> = {
  Source: "max-xl:hidden",
  First: "max-xl:hidden",
  Last: "max-lg:hidden",
  Count: "max-lg:hidden",
}

type LineProps = {
  readonly row: ListedRow
  readonly index: number
  readonly isCurrent: boolean
  readonly isSelected: boolean
  readonly now: number
  readonly onFocus: () => void
  readonly onToggle: () => void
  readonly onPeek: () => void
}

function Line({ row, index, isCurrent, isSelected, now, onFocus, onToggle, onPeek }: LineProps) {
  const cell = "border-b border-line px-2 align-middle max-md:block max-md:border-0 max-md:p-0"
  return (
    <tr
      data-alert={row.id}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      tabIndex={isCurrent ? 0 : -1}
      onFocus={onFocus}
      onDoubleClick={onPeek}
      className={`h-8 outline-offset-[-2px] max-md:relative max-md:grid max-md:h-auto max-md:grid-cols-[2.75rem_auto_1fr_auto] max-md:items-center max-md:gap-x-2 max-md:gap-y-0.5 max-md:border-b max-md:border-line max-md:px-3 max-md:py-2 ${isSelected ? "bg-selected" : isCurrent ? "bg-hover" : "hover:bg-hover"} ${row.gone ? "opacity-50" : ""}`}
    >
      <td className={`${cell} max-md:hidden`}>
        <label className="tap grid place-items-center">
          <span className="sr-only">Select {visibleText(row.title)}</span>
          <input type="checkbox" tabIndex={-1} checked={isSelected} onChange={onToggle} className="size-4" />
        </label>
      </td>
      <td className={cell}>
        <SeverityGlyph severity={row.severity} />
      </td>
      <td className={`${cell} max-md:order-3 max-md:justify-self-end`}>
        {row.gone ? (
          <span className="text-xs text-text-2">{row.gone}</span>
        ) : (
          <SlaClock dueAt={row.dueAt} renderedAt={now} />
        )}
      </td>
      <td className={`${cell} max-md:order-2 max-md:col-span-2 max-md:text-xs max-md:text-text-2`}>
        <span title={visibleText(row.client.name)} className="block truncate">
          <Said>{row.client.code}</Said>
        </span>
      </td>
      <td className={`${cell} max-md:order-4 max-md:col-span-4`}>
        <Link
          to={`/ops/alerts/${row.id}`}
          tabIndex={-1}
          className="block truncate hover:underline"
          title={visibleText(row.asset ? `${row.title} · ${row.asset}` : row.title)}
        >
          <Said>{row.title}</Said>
          {row.asset ? (
            <span className="text-text-3">
              {" "}
              · <Said>{row.asset}</Said>
            </span>
          ) : null}
        </Link>
      </td>
      <td
        key={`count${row.changes}`}
        className={`${cell} tnum max-lg:hidden max-md:hidden ${row.changes > 0 ? "changed" : ""}`}
      >
        {row.count > 1 ? `×${row.count.toLocaleString("en")}` : ""}
      </td>
      <td
        className={`${cell} truncate text-xs text-text-2 max-xl:hidden max-md:hidden`}
        title={visibleText(row.source)}
      >
        <Said>{row.source}</Said>
      </td>
      <td className={`${cell} text-xs max-md:order-5 max-md:col-span-2`}>
        <Status row={row} />
      </td>
      <td className={`${cell} truncate text-xs text-text-2 max-md:order-6`}>
        {row.assignee ? (
          <Said>{row.assignee.name}</Said>
        ) : (
          <span className="text-text-3 max-md:hidden">–</span>
        )}
      </td>
      <td className={`${cell} text-xs text-text-2 max-xl:hidden max-md:hidden`}>
        <TimeAgo at={row.firstSeenAt} renderedAt={now} />
      </td>
      <td
        className={`${cell} text-xs text-text-2 max-lg:hidden max-md:order-7 max-md:block max-md:justify-self-end`}
      >
        <TimeAgo at={row.lastSeenAt} renderedAt={now} />
      </td>
    </tr>
  )
}

function Status({ row }: { readonly row: ListedRow }) {
  const word = statusWord(row)
  if (row.incident && row.state !== "closed" && !row.suppressedBy)
    return (
      <Link
        to={`/ops/incidents/${row.incident.id}`}
        tabIndex={-1}
        className="block truncate text-link hover:underline"
        title={`${row.incident.isCandidate ? "Review the candidate" : "Open"} ${row.incident.reference}`}
      >
        {row.incident.reference}
        {row.incident.isCandidate ? <span className="text-s3-ink"> candidate</span> : null}
      </Link>
    )
  const tone = word === "New" ? "text-new-ink" : word === "Cleared" ? "text-done-ink" : "text-text-2"
  return <span className={tone}>{word}</span>
}
