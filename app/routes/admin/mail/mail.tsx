import { ArrowLeft } from "lucide-react"
import { Link } from "react-router"
import * as z from "zod"
import { withProvider } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { env } from "#app/env.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { parseId } from "#app/kernel/ids.ts"
import { dropMail } from "#app/mail/drop.server.ts"
import { listMailActions, readMail, readPreview } from "#app/mail/read.server.ts"
import { resendMail } from "#app/mail/resend.server.ts"
import { revealLinks } from "#app/mail/reveal.server.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Said } from "#app/ui/said.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import { MailDeeds } from "./mail-deeds.tsx"
import { MailFacts } from "./mail-facts.tsx"
import { mailRow } from "./row.ts"
import { NoServerNotice } from "./status.tsx"
import type { Route } from "./+types/mail"

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${visibleText(loaderData?.subject ?? "Mail")} · Watchfloor` },
]

export function loader({ request, params }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const id = parseId("mail", params.mailId)
    return withProvider(person, ["mail.read"], async (tx) => {
      const mail = mailRow(await readMail(tx, id))
      const preview = await readPreview(tx, id)
      const actions = (await listMailActions(tx, id)).map(({ at, actor, action }) => ({
        at: at.toString(),
        who: actor.name,
        what: action,
      }))
      const mayAct = person.permissions.has("mail.resend")
      const hasServer = Boolean(env().SMTP_URL)
      return {
        mail,
        subject: preview?.subject ?? null,
        text: preview?.text ?? null,
        actions,
        mayAct,
        hasServer,
      }
    })
  })
}

const form = z.object({ act: z.enum(["resend", "drop", "reveal"]) })

export function action({ request, params }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const parsed = form.safeParse(Object.fromEntries(await readForm(request)))
    if (!parsed.success) throw invalid("The form is incomplete.")
    const id = parseId("mail", params.mailId)
    const { act } = parsed.data
    return withProvider(person, ["mail.resend"], async (tx) => {
      if (act === "reveal") return { act, links: await revealLinks(tx, id) }
      await (act === "resend" ? resendMail(tx, id) : dropMail(tx, id))
      return { act, links: [] }
    })
  })
}

export default function Mail({ loaderData, actionData }: Route.ComponentProps) {
  const { mail, subject, text, actions, mayAct, hasServer } = loaderData
  return (
    <>
      <div className="px-4 pt-4">
        <Link to="/admin/mail" className="inline-flex items-center gap-1 text-xs text-link hover:underline">
          <ArrowLeft className="size-4" aria-hidden="true" /> Mail
        </Link>
      </div>
      <PageHeader title={subject ?? "A mail this version cannot show"}>
        {mayAct ? <MailDeeds can={{ ...mail.can, resend: mail.can.resend && hasServer }} /> : null}
      </PageHeader>
      {hasServer ? null : <NoServerNotice />}
      {actionData ? <Outcome answer={actionData} /> : null}
      <div className="grid gap-4 px-4 pb-6 lg:grid-cols-[20rem_1fr]">
        <MailFacts mail={mail} actions={actions} />
        {text ? <Preview id={mail.id} text={text} /> : null}
      </div>
    </>
  )
}

function Outcome({ answer }: { readonly answer: NonNullable<Route.ComponentProps["actionData"]> }) {
  if (!answer.ok)
    return (
      <p role="alert" className="mx-4 mb-3 rounded-md border border-s1 bg-s1-tint px-3 py-2 text-s1-ink">
        {answer.error.message}
      </p>
    )
  if (answer.value.act !== "reveal") return null
  return (
    <div role="status" className="mx-4 mb-3 grid gap-1 rounded-md border border-line bg-surface px-3 py-2">
      <p className="text-text-2">It works once, for its reader alone. That you looked is written down.</p>
      {answer.value.links.map((link) => (
        <code key={link} className="font-mono text-xs [overflow-wrap:anywhere]">
          {link}
        </code>
      ))}
    </div>
  )
}

/** The mail in a frame that runs nothing and loads nothing, and its text beside it. */
function Preview({ id, text }: { readonly id: string; readonly text: string }) {
  return (
    <div className="grid content-start gap-4 2xl:grid-cols-2">
      <iframe
        src={`/admin/mail/${id}/body`}
        title="The mail as HTML"
        sandbox=""
        className="h-[40rem] w-full rounded-lg border border-line bg-surface"
      />
      <section
        aria-label="The mail as text"
        className="rounded-lg border border-line bg-surface p-4 font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        <Said>{text}</Said>
      </section>
    </div>
  )
}
