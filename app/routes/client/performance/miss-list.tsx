import { Link } from "react-router"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { span } from "#app/ui/clock-text.ts"
import { ValuesField } from "#app/ui/field.tsx"
import { Said } from "#app/ui/said.tsx"
import type { OwnMissRow } from "./miss-row.ts"

const contestWords = {
  open: "You objected; we have not answered yet.",
  upheld: "You objected, and you are right: it counts.",
  rejected: "You objected; it stays left out.",
} as const

/** Each miss with why it was due then, what was left out of it and why, and the client's word on that. */
export function OwnMissList({
  misses,
  unlisted,
  mayReply,
}: {
  readonly misses: readonly OwnMissRow[]
  readonly unlisted: number
  readonly mayReply: boolean
}) {
  return (
    <>
      {misses.length + unlisted === 0 ? <p className="text-text-2">Nothing in this month.</p> : null}
      <ul className="grid gap-4">
        {misses.map((miss) => (
          <li key={miss.id} className="grid gap-1 border-b border-line pb-4 last:border-0 last:pb-0">
            <p>
              <Link
                to={`/client/incidents/${miss.incidentId}`}
                className="font-medium text-link hover:underline"
              >
                {miss.reference}
              </Link>{" "}
              <Said>{miss.title}</Said>
            </p>
            <p className="text-sm text-text-2">
              P{miss.priority} {miss.metric},{" "}
              {miss.overSeconds === null ? "still running" : `${span(miss.overSeconds)} too long`}
            </p>
            <details className="text-sm">
              <summary className="tap w-fit py-1 text-link">
                Why was it due then?<span className="sr-only"> {miss.reference}</span>
              </summary>
              <p className="text-text-2">{miss.why}</p>
            </details>
            {miss.granted.map((exclusion) => (
              <div key={exclusion.id} className="mt-1 grid gap-2 rounded-md bg-sunken p-3 text-sm">
                <p>
                  Left out: {exclusion.amount}. {exclusion.kind}.
                </p>
                <p className="[overflow-wrap:anywhere] whitespace-pre-wrap text-text-2">
                  <Said>{exclusion.reason}</Said>
                </p>
                {exclusion.contest ? (
                  <p>
                    {contestWords[exclusion.contest]} <Said>{exclusion.contestReason}</Said>
                  </p>
                ) : null}
                {exclusion.mayContest && mayReply ? (
                  <ContestForm id={exclusion.id} reference={miss.reference} />
                ) : null}
              </div>
            ))}
          </li>
        ))}
      </ul>
      {unlisted > 0 ? (
        <p className="text-text-2">
          {unlisted === 1 ? "One more miss is" : `${unlisted.toLocaleString("en")} more misses are`} counted
          but not listed here, mostly of work we did without involving you. Ask us about{" "}
          {unlisted === 1 ? "it" : "them"}.
        </p>
      ) : null}
    </>
  )
}

function ContestForm({ id, reference }: { readonly id: string; readonly reference: string }) {
  return (
    <details>
      <summary className="tap w-fit py-1 text-link">
        Object<span className="sr-only"> to what was left out of {reference}</span>
      </summary>
      <ActForm act="contest" fields={{ exclusion: id }} className="grid gap-3 pt-2">
        {({ busy, errors }) => (
          <>
            <ValuesField
              label="Why it should count"
              name="reason"
              rows={3}
              error={errors["reason"]}
              hint="Once, and within 30 days of the approval."
            />
            <Button look="primary" type="submit" disabled={busy} className="w-fit">
              Send the objection
            </Button>
          </>
        )}
      </ActForm>
    </details>
  )
}
