import { ActForm } from "#app/ui/act-form.tsx"
import { TextField } from "#app/ui/field.tsx"
import { ReasonFields } from "./reason-fields.tsx"

/** Asks for a stop to be put where it belongs. Times are typed on the client's clock. */
export function CorrectionForm({
  recorded,
  earliest,
  latest,
  timeZone,
  isShared,
}: {
  readonly recorded: string
  readonly earliest: string
  readonly latest: string
  readonly timeZone: string
  readonly isShared: boolean
}) {
  return (
    <section aria-labelledby="correct" className="border-t border-line pt-4">
      <h3 id="correct" className="mb-3 font-semibold">
        Ask for the stop to be corrected
      </h3>
      <ActForm act="correct" className="grid gap-4">
        {({ busy, errors }) => (
          <>
            <TextField
              label="When it truly stopped"
              name="stoppedAt"
              type="datetime-local"
              step="1"
              required
              className="max-w-80"
              defaultValue={recorded}
              hint={`By the clock of ${timeZone}, from ${spaced(earliest)} to ${spaced(latest)}.`}
              error={errors["stoppedAt"]}
            />
            <ReasonFields
              isShared={isShared}
              evidence="What shows it: a call record, a mail, a name. It is read with the reason."
              busy={busy}
              errors={errors}
            />
          </>
        )}
      </ActForm>
    </section>
  )
}

const spaced = (wall: string) => wall.replace("T", " ")
