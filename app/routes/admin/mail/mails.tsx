import { Link } from "react-router"
import { withProvider } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { env } from "#app/env.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { mailStatuses } from "#app/mail/mail.ts"
import { countMails, listMails } from "#app/mail/read.server.ts"
import { buttonClass } from "#app/ui/button.tsx"
import { EmptyState, PageHeader } from "#app/ui/page-header.tsx"
import { type Tab, Tabs } from "#app/ui/tabs.tsx"
import { mailRow } from "./row.ts"
import { MailTable } from "./mail-table.tsx"
import { NoServerNotice } from "./status.tsx"
import type { Route } from "./+types/mails"

export const meta: Route.MetaFunction = () => [{ title: "Mail · Watchfloor" }]

const pageSize = 50

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const params = new URL(request.url).searchParams
    const status = mailStatuses.find((s) => s === params.get("status")) ?? null
    const after = params.get("after")
    return withProvider(person, ["mail.read"], async (tx) => {
      const page = await listMails(tx, {
        ...(status ? { status } : {}),
        ...(after ? { after } : {}),
        limit: pageSize,
      })
      const counts = await countMails(tx)
      const now = tx.now.epochMilliseconds
      return {
        status,
        counts,
        mails: page.items.map(mailRow),
        next: page.nextCursor,
        now,
        hasServer: hasServer(),
      }
    })
  })
}

const hasServer = () => Boolean(env().SMTP_URL)

export default function Mails({ loaderData }: Route.ComponentProps) {
  const { status, counts, mails, next, now, hasServer: canSend } = loaderData
  const all = Object.values(counts).reduce((a, b) => a + b, 0)
  const tabs: Tab[] = [
    { key: "all", label: "All", count: `${all}`, to: "?" },
    ...mailStatuses.map((s) => ({ key: s, label: capital(s), count: `${counts[s]}`, to: `?status=${s}` })),
  ]
  return (
    <>
      <PageHeader title="Mail" count={`${all}`} />
      {canSend ? null : <NoServerNotice />}
      <Tabs label="Status" tabs={tabs} current={status ?? "all"} />
      {mails.length > 0 ? (
        <MailTable mails={mails} now={now} />
      ) : (
        <EmptyState title={status ? `No mail is ${status}` : "No mail yet"}>
          Invitations, links to set a password and notices about accounts come by here on their way out.
        </EmptyState>
      )}
      {next ? (
        <footer className="px-4 py-3">
          <Link
            to={`?${new URLSearchParams({ ...(status ? { status } : {}), after: next })}`}
            className={buttonClass()}
          >
            Next {pageSize}
          </Link>
        </footer>
      ) : null}
    </>
  )
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
