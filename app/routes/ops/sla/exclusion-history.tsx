import type { ReactNode } from "react"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { ChoiceField } from "#app/ui/field.tsx"
import { Said } from "#app/ui/said.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import type { ExclusionLine } from "../../shared/sla/exclusion-line.ts"
import { DecideForm } from "./decide-form.tsx"

/** Each request with all that became of it, the first on top; whoever may decides right here. */
export function ExclusionHistory({
  exclusions,
  decidable,
  mayApprove,
}: {
  readonly exclusions: readonly ExclusionLine[]
  /** Ids of those this person may decide. */
  readonly decidable: readonly string[]
  readonly mayApprove: boolean
}) {
  if (exclusions.length === 0) return <p className="text-text-2">Nothing was asked yet: it counts.</p>
  return (
    <ol className="grid gap-4">
      {exclusions.map((exclusion) => {
        const isOpen = exclusion.state === "requested" || exclusion.contest === "open"
        return (
          <li key={exclusion.id} className="grid gap-3 border-b border-line pb-4 last:border-0 last:pb-0">
            <p className="font-medium">
              {exclusion.kind}: {exclusion.amount}
            </p>
            <ol className="grid gap-2 border-l-2 border-line pl-3">
              <Step what="asked" by={exclusion.requestedByName} at={exclusion.requestedAt}>
                {exclusion.reason}
              </Step>
              {exclusion.decidedAt ? (
                <Step what={exclusion.state} by={exclusion.decidedByName} at={exclusion.decidedAt}>
                  {exclusion.decision}
                </Step>
              ) : null}
              {exclusion.contestedAt ? (
                <Step what="contested" by={exclusion.contestedByName} at={exclusion.contestedAt}>
                  {exclusion.contestReason}
                </Step>
              ) : null}
              {exclusion.contestDecidedAt ? (
                <Step
                  what={exclusion.contest === "upheld" ? "gave the client right" : "rejected the objection"}
                  by={exclusion.contestDecidedByName}
                  at={exclusion.contestDecidedAt}
                />
              ) : null}
            </ol>
            {isOpen && decidable.includes(exclusion.id) ? (
              exclusion.state === "requested" ? (
                <DecideForm id={exclusion.id} approve="it is left out" refuse="it counts" />
              ) : (
                <SettleForm id={exclusion.id} />
              )
            ) : null}
            {isOpen && mayApprove && !decidable.includes(exclusion.id) ? (
              <p className="text-sm text-text-2">
                Somebody else has to decide this: you asked for it or own the incident.
              </p>
            ) : null}
          </li>
        )
      })}
    </ol>
  )
}

function Step({
  what,
  by,
  at,
  children,
}: {
  readonly what: string
  readonly by: string | null
  readonly at: string
  readonly children?: string | null
}): ReactNode {
  return (
    <li className="grid">
      <p className="text-sm">
        <Said>{by ?? "somebody"}</Said> {what}{" "}
        <span className="text-text-3">
          <Moment at={at} />
        </span>
      </p>
      {children ? (
        <p className="[overflow-wrap:anywhere] whitespace-pre-wrap text-text-2">
          <Said>{children}</Said>
        </p>
      ) : null}
    </li>
  )
}

function SettleForm({ id }: { readonly id: string }) {
  return (
    <ActForm act="settle" fields={{ id }} className="flex flex-wrap items-end gap-3">
      {({ busy, errors }) => (
        <>
          <ChoiceField
            label="The client's objection"
            name="outcome"
            defaultValue=""
            error={errors["outcome"]}
          >
            <option value="">Choose …</option>
            <option value="upheld">The client is right: it counts</option>
            <option value="rejected">It stays left out</option>
          </ChoiceField>
          <Button look="primary" type="submit" disabled={busy} className="h-10">
            Settle
          </Button>
        </>
      )}
    </ActForm>
  )
}
