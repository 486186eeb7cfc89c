import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { ChoiceField, ValuesField } from "#app/ui/field.tsx"

/** Approves or refuses what somebody else asked for. Says what either comes to. */
export function DecideForm({
  id,
  approve,
  refuse,
  submit = "Decide",
}: {
  readonly id: string
  readonly approve: string
  readonly refuse: string
  readonly submit?: string
}) {
  return (
    <ActForm act="decide" fields={{ id }} className="grid gap-3">
      {({ busy, errors }) => (
        <>
          <ChoiceField
            label="Decision"
            name="decision"
            defaultValue=""
            error={errors["decision"]}
            className="max-w-80"
          >
            <option value="">Choose …</option>
            <option value="approve">Approve: {approve}</option>
            <option value="refuse">Refuse: {refuse}</option>
          </ChoiceField>
          <ValuesField
            label="Comment"
            name="comment"
            rows={2}
            hint="A refusal needs one."
            error={errors["comment"]}
          />
          <Button look="primary" type="submit" disabled={busy} className="w-fit">
            {submit}
          </Button>
        </>
      )}
    </ActForm>
  )
}
