import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { ValuesField } from "#app/ui/field.tsx"
import { Said } from "#app/ui/said.tsx"
import { SlaClock } from "#app/ui/sla-clock.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import { AskButton } from "./ask-button.tsx"
import type { HandoffLine } from "./course-here.server.ts"
import { typeWords } from "./course-words.ts"
import { ApprovalLine, Approvals } from "./handoff-approval.tsx"

const tones: Readonly<Record<HandoffLine["state"], string>> = {
  requested: "bg-s3-tint text-s3-ink",
  accepted: "bg-done-tint text-done-ink",
  completed: "bg-done-tint text-done-ink",
  rejected: "bg-s5-tint text-s5-ink",
  returned: "bg-s5-tint text-s5-ink",
}

/** What one team asked of the other, the newest first, and the answers of those who may give them. */
export function Handoffs({
  handoffs,
  now,
}: {
  readonly handoffs: readonly HandoffLine[]
  readonly now: number
}) {
  if (handoffs.length === 0) return null
  return (
    <section aria-labelledby="handoffs" className="rounded-lg border border-line bg-surface p-4">
      <h2 id="handoffs" className="mb-3 scroll-mt-20 font-semibold">
        Handoffs
      </h2>
      <ul className="grid gap-4">
        {handoffs.map((handoff) => (
          <li key={handoff.id} className="grid gap-2 border-l-[3px] border-line pl-3">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
              <span className="font-medium">
                {handoff.fromTeam.toUpperCase()} to {handoff.toTeam.toUpperCase()}
              </span>
              <span>{typeWords[handoff.type]}</span>
              <span className="text-text-2">{handoff.reason}</span>
              <span className={`rounded-full px-2.5 text-xs ${tones[handoff.state]}`}>{handoff.state}</span>
              {handoff.state === "requested" ? (
                <span className="inline-flex items-center gap-1.5 text-xs text-text-2">
                  Answer <SlaClock dueAt={handoff.dueAt} startedAt={handoff.requestedAt} renderedAt={now} />
                </span>
              ) : null}
            </div>
            <p className="text-md [overflow-wrap:anywhere] whitespace-pre-wrap">
              <Said>{handoff.ask}</Said>
            </p>
            {handoff.targets.length > 0 ? (
              <ul aria-label="Targets" className="grid gap-0.5 font-mono text-sm [overflow-wrap:anywhere]">
                {handoff.targets.map((target) => (
                  <li key={target}>
                    <Said>{target}</Said>
                  </li>
                ))}
              </ul>
            ) : null}
            <ApprovalLine handoff={handoff} />
            <p className="text-xs text-text-3">
              Asked by <Said>{handoff.requestedByName}</Said> · <Moment at={handoff.requestedAt} />
              {handoff.answeredAt ? (
                <>
                  {" "}
                  · answered by <Said>{handoff.answeredByName}</Said> · <Moment at={handoff.answeredAt} />
                </>
              ) : null}
            </p>
            {handoff.answer ? (
              <p className="rounded-md bg-sunken px-3 py-2 text-sm whitespace-pre-wrap">
                <Said>{handoff.answer}</Said>
              </p>
            ) : null}
            <Approvals handoff={handoff} />
            {handoff.mayAnswer ? <Answers handoff={handoff} /> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Answers({ handoff }: { readonly handoff: HandoffLine }) {
  const action = `/ops/handoffs/${handoff.id}`
  const [from, to] = [handoff.fromTeam.toUpperCase(), handoff.toTeam.toUpperCase()]
  if (handoff.state === "requested")
    return (
      <div className="flex flex-wrap gap-2">
        {handoff.awaits ? null : (
          <ActForm act="accept" action={action} className="contents">
            {({ busy }) => (
              <Button look="primary" type="submit" disabled={busy}>
                {handoff.type === "transfer" ? `Accept: it is the ${to}'s` : `Accept for the ${to}`}
              </Button>
            )}
          </ActForm>
        )}
        <AskButton
          label="Reject …"
          title={`Reject what the ${from} asks`}
          confirm="Reject the handoff"
          act="reject"
          action={action}
        >
          {({ errors }) => <Reason label="Why not?" error={errors["reason"]} isRequired />}
        </AskButton>
      </div>
    )
  if (handoff.state !== "accepted") return null
  return (
    <div className="flex flex-wrap gap-2">
      {handoff.type === "transfer" ? (
        <AskButton
          label="Give back …"
          title={`Give it back to the ${from}`}
          confirm={`Give it back to the ${from}`}
          act="return"
          action={action}
        >
          {({ errors }) => <Reason label="Why is it not for you?" error={errors["reason"]} isRequired />}
        </AskButton>
      ) : null}
      {handoff.type !== "transfer" || handoff.mayContain ? (
        <AskButton
          label="Done …"
          title="What was asked is done"
          confirm="Say that it is done"
          act="complete"
          action={action}
        >
          {({ errors }) => (
            <>
              <Reason
                label={handoff.mayContain ? "What came of it, and how was it verified?" : "What came of it?"}
                error={errors["reason"]}
                isRequired={false}
              />
              {handoff.mayContain ? <ContainmentVerified /> : null}
            </>
          )}
        </AskButton>
      ) : null}
    </div>
  )
}

function ContainmentVerified() {
  return (
    <label className="flex items-start gap-2">
      <input type="checkbox" name="containmentVerified" value="yes" className="mt-0.5 size-4 shrink-0" />
      <span>
        Containment verified
        <span className="block text-xs text-text-3">
          The incident is contained and its containment clock stops. Say above how it was verified.
        </span>
      </span>
    </label>
  )
}

function Reason({
  label,
  error,
  isRequired,
}: {
  readonly label: string
  readonly error: string | undefined
  readonly isRequired: boolean
}) {
  return (
    <ValuesField
      label={isRequired ? label : `${label} (if there is something to say)`}
      name="reason"
      rows={3}
      maxLength={5000}
      required={isRequired}
      hint="The other team reads it."
      error={error}
    />
  )
}
