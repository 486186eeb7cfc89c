import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { ValuesField } from "#app/ui/field.tsx"
import { Said } from "#app/ui/said.tsx"
import { Moment } from "#app/ui/time-ago.tsx"

export type Question = {
  readonly since: string | null
  readonly until: string | null
  readonly isReminded: boolean
  readonly stopsClock: boolean
}

/** Says that it is the client's turn, and what happens without an answer. */
export function YourTurn({
  question,
  text,
}: {
  readonly question: Question
  /** What was asked. */
  readonly text: string | undefined
}) {
  return (
    <div role="note" className="mt-4 rounded-lg border border-s3 bg-s3-tint p-4 text-s3-ink">
      {text ? (
        <p className="mb-2 text-lg font-medium whitespace-pre-wrap">
          <Said>{text}</Said>
        </p>
      ) : null}
      <p>
        <strong className="font-semibold">We wait for your answer</strong>
        {question.since ? (
          <>
            {" "}
            since <Moment at={question.since} />
          </>
        ) : null}
        .{question.stopsClock ? " Our clock stands still meanwhile." : ""}
        {question.until ? (
          <>
            {" "}
            {question.isReminded ? "Without it we resolve this" : "We remind you"}{" "}
            <Moment at={question.until} />.
          </>
        ) : null}
      </p>
    </div>
  )
}

/** The client's word, to the people who work on it. */
export function Reply({ isAsked, isResolved }: { readonly isAsked: boolean; readonly isResolved: boolean }) {
  return (
    <ActForm
      act="reply"
      className="mt-8 grid gap-3 rounded-lg border border-line bg-surface p-4"
      said="Sent. Your operations team has it now."
    >
      {({ busy, errors }) => (
        <>
          <ValuesField
            label={isAsked ? "Your answer" : "Write to your operations team"}
            name="text"
            rows={4}
            maxLength={20_000}
            required
            hint={isResolved ? "This opens the incident again." : undefined}
            error={errors["text"]}
          />
          <div className="flex justify-end">
            <Button look="primary" type="submit" disabled={busy}>
              {isAsked ? "Send the answer" : isResolved ? "Send and open again" : "Send"}
            </Button>
          </div>
        </>
      )}
    </ActForm>
  )
}
