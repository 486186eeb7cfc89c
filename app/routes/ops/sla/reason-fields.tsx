import { Button } from "#app/ui/button.tsx"
import { ValuesField } from "#app/ui/field.tsx"
import type { ActState } from "#app/ui/act-form.tsx"

/** Why something is asked for that somebody else approves, and what shows it. */
export function ReasonFields({
  isShared,
  evidence,
  busy,
  errors,
}: Pick<ActState, "busy" | "errors"> & {
  readonly isShared: boolean
  /** What evidence may be, by examples. */
  readonly evidence: string
}) {
  return (
    <>
      <ValuesField
        label="Reason"
        name="reason"
        rows={3}
        className="col-span-full"
        hint={isShared ? "The client reads this." : "The client reads this once the incident is shared."}
        error={errors["reason"]}
      />
      <ValuesField
        label="Evidence"
        name="evidence"
        rows={2}
        className="col-span-full"
        hint={evidence}
        error={errors["evidence"]}
      />
      <Button look="primary" type="submit" disabled={busy} className="w-fit">
        Ask for approval
      </Button>
    </>
  )
}
