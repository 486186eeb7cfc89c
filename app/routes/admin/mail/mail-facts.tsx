import type { ReactNode } from "react"
import { Moment } from "#app/ui/time-ago.tsx"
import { Said } from "#app/ui/said.tsx"
import type { MailRow } from "./row.ts"
import { StatusWord } from "./status.tsx"

const linkWords = {
  none: "has none",
  sealed: "sealed, and not shown here",
  erased: "erased",
} satisfies Record<MailRow["links"], string>

const deedWords: Readonly<Record<string, string>> = {
  "mail.resend": "sent it again",
  "mail.drop": "dropped it",
  "mail.reveal": "looked at its link",
}

type Deed = { readonly at: string; readonly who: string; readonly what: string }

/** What became of the mail, and what administrators did with it. */
export function MailFacts({ mail, actions }: { readonly mail: MailRow; readonly actions: readonly Deed[] }) {
  return (
    <dl className="grid h-fit grid-cols-[6rem_1fr] gap-x-3 gap-y-2 rounded-lg border border-line bg-surface p-4 text-sm">
      <Fact name="To">
        {mail.to.name ? (
          <>
            <Said>{mail.to.name}</Said>,{" "}
          </>
        ) : null}
        <Said>{mail.to.address}</Said>
      </Fact>
      <Fact name="Kind">{mail.kind}</Fact>
      <Fact name="Status">
        <StatusWord status={mail.status} />
      </Fact>
      <Fact name="Written">
        <Moment at={mail.createdAt} />
      </Fact>
      {mail.sentAt ? (
        <Fact name="Sent">
          <Moment at={mail.sentAt} />
        </Fact>
      ) : null}
      <Fact name="Tries">{mail.attempts}</Fact>
      {mail.nextAttemptAt ? (
        <Fact name="Next try">
          <Moment at={mail.nextAttemptAt} />
        </Fact>
      ) : null}
      {mail.lastError ? (
        <Fact name="Last error">
          <Said>{mail.lastError}</Said>
        </Fact>
      ) : null}
      <Fact name="Link">{linkWords[mail.links]}</Fact>
      {actions.map(({ at, who, what }) => (
        <Fact key={at} name={who}>
          {deedWords[what] ?? what}, <Moment at={at} />
        </Fact>
      ))}
    </dl>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-text-3 [overflow-wrap:anywhere]">
        <Said>{name}</Said>
      </dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </>
  )
}
