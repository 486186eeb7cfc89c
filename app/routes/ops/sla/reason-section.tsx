import { breachCauses, breachCauseWords } from "#app/domain/sla/exclusions/breach-reason.ts"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { ChoiceField, ValuesField } from "#app/ui/field.tsx"
import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import type { MissRow } from "./miss-row.ts"

/** Why the promise was missed, in the provider's own words, and the form to say it or say it better. */
export function ReasonSection({
  reason,
  mayNote,
}: {
  readonly reason: MissRow["reason"]
  readonly mayNote: boolean
}) {
  if (!reason && !mayNote) return null
  return (
    <Section
      title="Why it was missed"
      intro="For us alone: the client does not read it, and it leaves nothing out of the result."
    >
      {reason ? (
        <div>
          <p className="font-medium">{breachCauseWords[reason.cause]}</p>
          <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">
            <Said>{reason.text}</Said>
          </p>
          <p className="text-xs text-text-3">
            Noted by <Said>{reason.by}</Said> · <Moment at={reason.at} />
          </p>
        </div>
      ) : null}
      {mayNote ? (
        <ActForm act="explain" className="grid gap-4" key={reason?.at ?? "none"}>
          {({ busy, errors }) => (
            <>
              <ChoiceField
                label="What made it late"
                name="cause"
                defaultValue={reason?.cause ?? "own_fault"}
                error={errors["cause"]}
              >
                {breachCauses.map((cause) => (
                  <option key={cause} value={cause}>
                    {breachCauseWords[cause]}
                  </option>
                ))}
              </ChoiceField>
              <ValuesField
                label="What happened"
                name="text"
                rows={3}
                defaultValue={reason?.text ?? ""}
                hint="With what shows it: a ticket, a log, a name."
                error={errors["text"]}
              />
              <Button type="submit" disabled={busy} className="w-fit">
                {reason ? "Replace the reason" : "Note the reason"}
              </Button>
            </>
          )}
        </ActForm>
      ) : null}
    </Section>
  )
}
