import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { TextField } from "#app/ui/field.tsx"
import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"
import { Moment } from "#app/ui/time-ago.tsx"

export type AskedAcceptance = {
  readonly reason: string
  readonly until: string
  readonly by: string
  readonly at: string
}

/** The wish to live with a finding, for whoever decides. */
export function AskedSection({
  asked,
  mayDecide,
  isOwn,
  mayWithdraw,
}: {
  readonly asked: AskedAcceptance
  readonly mayDecide: boolean
  /** The reader asked for it, or made the token that did. */
  readonly isOwn: boolean
  readonly mayWithdraw: boolean
}) {
  return (
    <Section title="The risk is to be accepted">
      <p>
        <Said>{asked.by}</Said> asks to live with it until <Moment at={asked.until} />:{" "}
        <Said>{asked.reason}</Said>{" "}
        <span className="text-text-3">
          asked <Moment at={asked.at} />
        </span>
      </p>
      {mayDecide ? (
        <ActForm act="decide">
          {({ busy, errors }) => (
            <>
              <TextField label="Comment" name="comment" hint="Needed to refuse." error={errors["comment"]} />
              <div className="flex flex-wrap gap-2">
                <Button look="primary" type="submit" name="decision" value="approve" disabled={busy}>
                  Accept the risk
                </Button>
                <Button type="submit" name="decision" value="refuse" disabled={busy}>
                  Refuse
                </Button>
              </div>
            </>
          )}
        </ActForm>
      ) : (
        <p className="text-sm text-text-2">
          {isOwn
            ? "Somebody other than you has to decide this."
            : "Whoever may approve risks of this client decides."}
        </p>
      )}
      {mayWithdraw ? (
        <ActForm act="withdraw">
          {({ busy }) => (
            <div>
              <Button type="submit" disabled={busy}>
                Withdraw the request
              </Button>
            </div>
          )}
        </ActForm>
      ) : null}
    </Section>
  )
}
