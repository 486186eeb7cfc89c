import { Link } from "react-router"
import type { AuditRow } from "./row.ts"
import { Said } from "#app/ui/said.tsx"

/** Where the records of a kind are looked at. */
const pages: Readonly<Record<string, string>> = { alert: "/ops/alerts", incident: "/ops/incidents" }

/** All of one entry: what it was about, why, from where, and the fields it changed. Text of others is shown as text. */
export function Changes({ row }: { readonly row: AuditRow }) {
  const page = pages[row.targetKind]
  const facts = [
    ["Entry", row.id],
    ["Time", row.at],
    ["Target", `${row.targetKind}${row.targetId ? ` ${row.targetId}` : ""}`],
    ["Result", row.result],
    ["Reason", row.reason],
    ["Address", row.address],
    ["Browser", row.userAgent],
    ["Request", row.requestId],
  ] as const
  return (
    <div className="grid gap-3 text-xs">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5">
        {facts.map(([name, value]) =>
          value ? (
            <div key={name} className="contents">
              <dt className="text-text-3">{name}</dt>
              <dd className="font-mono break-all whitespace-pre-wrap">
                <Said>{value}</Said>
              </dd>
            </div>
          ) : null,
        )}
      </dl>
      {page && row.targetId ? (
        <Link to={`${page}/${row.targetId}`} className="text-link hover:underline">
          Open the {row.targetKind}
        </Link>
      ) : null}
      {row.changes.length === 0 ? (
        <p className="text-text-3">No fields were changed.</p>
      ) : (
        <table className="w-full table-fixed border-separate border-spacing-0">
          <caption className="sr-only">Changed fields</caption>
          <thead>
            <tr className="text-left text-text-3">
              {["Field", "Before", "After"].map((name) => (
                <th key={name} scope="col" className="border-b border-line py-1 pr-3 font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="align-top font-mono">
            {row.changes.map(({ field, before, after }) => (
              <tr key={field}>
                <th scope="row" className="py-1 pr-3 text-left font-medium break-words">
                  <Said>{field}</Said>
                </th>
                <td className="py-1 pr-3 break-words whitespace-pre-wrap text-text-2">
                  <Said>{before ?? "–"}</Said>
                </td>
                <td className="py-1 break-words whitespace-pre-wrap">
                  <Said>{after ?? "–"}</Said>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
