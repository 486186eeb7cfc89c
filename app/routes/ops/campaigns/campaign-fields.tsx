import { useId } from "react"
import { maxNameLength, maxSummaryLength } from "#app/domain/campaigns/campaign.ts"
import { TextField } from "#app/ui/field.tsx"

/** Name and summary of a campaign. */
export function CampaignFields({
  errors,
  name,
  summary,
}: {
  readonly errors: Readonly<Record<string, string>>
  readonly name?: string
  readonly summary?: string
}) {
  const id = useId()
  return (
    <>
      <TextField
        label="Name"
        name="name"
        required
        maxLength={maxNameLength}
        defaultValue={name}
        error={errors["name"]}
        hint="Colleagues of other clients read it: name what is seen, not who has it."
      />
      <div className="grid gap-1">
        <label htmlFor={id} className="text-sm font-medium">
          Summary
        </label>
        <textarea
          id={id}
          name="summary"
          rows={4}
          maxLength={maxSummaryLength}
          defaultValue={summary}
          className="rounded-md border border-control bg-surface p-2 text-md max-md:text-lg"
        />
      </div>
    </>
  )
}
