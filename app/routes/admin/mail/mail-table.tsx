import { Link } from "react-router"
import { Moment, TimeAgo } from "#app/ui/time-ago.tsx"
import { Said } from "#app/ui/said.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import type { MailRow } from "./row.ts"
import { StatusWord } from "./status.tsx"

const head = ["Written", "To", "Mail", "Status", "Tries", "Next try", "Last error"]

export function MailTable({ mails, now }: { readonly mails: readonly MailRow[]; readonly now: number }) {
  return (
    <div className="overflow-x-auto px-4">
      <table className="w-full text-sm">
        <thead>
          <tr className="h-10 border-b border-line text-left text-xs text-text-3">
            {head.map((name) => (
              <th key={name} scope="col" className="pr-4 font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {mails.map((mail) => (
            <tr key={mail.id} className="h-10 border-b border-line hover:bg-hover">
              <td className="pr-4 text-text-2">
                <TimeAgo at={mail.createdAt} renderedAt={now} />
              </td>
              <td className="max-w-64 truncate pr-4" title={visibleText(mail.to.name)}>
                <Said>{mail.to.address}</Said>
              </td>
              <td className="pr-4">
                <Link to={`/admin/mail/${mail.id}`} className="text-link hover:underline">
                  {mail.kind}
                </Link>
              </td>
              <td className="pr-4">
                <StatusWord status={mail.status} />
              </td>
              <td className="tnum pr-4 text-text-2">{mail.attempts}</td>
              <td className="pr-4 text-text-2">
                {mail.nextAttemptAt ? <Moment at={mail.nextAttemptAt} /> : "–"}
              </td>
              <td className="max-w-96 truncate pr-4 text-text-2" title={visibleText(mail.lastError ?? "")}>
                <Said>{mail.lastError ?? "–"}</Said>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
