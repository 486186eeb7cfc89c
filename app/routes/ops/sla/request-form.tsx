import { exclusionKinds, exclusionWords } from "#app/domain/sla/exclusions/exclusion.ts"
import { ActForm } from "#app/ui/act-form.tsx"
import { ChoiceField, TextField } from "#app/ui/field.tsx"
import { ReasonFields } from "./reason-fields.tsx"

/** Asks for a miss, or some of its minutes, to be left out of the result. */
export function RequestForm({ isShared }: { readonly isShared: boolean }) {
  return (
    <section aria-labelledby="ask" className="border-t border-line pt-4">
      <h3 id="ask" className="mb-3 font-semibold">
        Ask for it to be left out
      </h3>
      <ActForm act="request" className="grid gap-4 sm:grid-cols-2">
        {({ busy, errors }) => (
          <>
            <ChoiceField label="Cause" name="kind" error={errors["kind"]}>
              {exclusionKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {exclusionWords[kind]}
                </option>
              ))}
            </ChoiceField>
            <TextField
              label="Service minutes"
              name="minutes"
              inputMode="numeric"
              hint="Leave it empty for the whole clock."
              error={errors["minutes"]}
            />
            <ReasonFields
              isShared={isShared}
              evidence="What shows it: a ticket, a mail, an announced window."
              busy={busy}
              errors={errors}
            />
          </>
        )}
      </ActForm>
    </section>
  )
}
