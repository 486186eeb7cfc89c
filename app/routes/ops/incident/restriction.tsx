import { Lock } from "lucide-react"
import { ValuesField } from "#app/ui/field.tsx"
import { Said } from "#app/ui/said.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import { AskButton } from "./ask-button.tsx"
import type { IncidentHeading } from "./detail.ts"

const actionOf = ({ id }: IncidentHeading) => `/ops/incidents/${id}/course`

/** Says that only the SOC reads this incident, why and by whose word; nothing while everybody does. */
export function RestrictionBanner({
  incident,
  mayLift,
}: {
  readonly incident: IncidentHeading
  readonly mayLift: boolean
}) {
  const { restriction, reference } = incident
  if (!restriction) return null
  return (
    <section
      aria-label="Need to know"
      className="mt-4 grid gap-2 rounded-lg border border-s3 bg-s3-tint p-3 text-s3-ink"
    >
      <p className="flex items-start gap-2 [overflow-wrap:anywhere]">
        <Lock className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
        <span>
          Need to know: others read its number, client, priority, stage and clocks, and what their team is
          asked. <Said>{restriction.reason}</Said> (<Said>{restriction.byName}</Said>,{" "}
          <Moment at={restriction.since} />)
        </span>
      </p>
      {mayLift ? (
        <AskButton
          label="Lift need to know …"
          title={`Let everybody read ${reference}`}
          confirm={`Let everybody read ${reference}`}
          act="lift"
          action={actionOf(incident)}
          look="danger"
        >
          {({ errors }) => (
            <ValuesField
              label="Why may everybody read it again?"
              name="reason"
              rows={3}
              maxLength={5000}
              required
              hint="All staff who read incidents at this client then read all of it, its notes and alerts too."
              error={errors["reason"]}
            />
          )}
        </AskButton>
      ) : null}
    </section>
  )
}

/** Marks an incident need to know. */
export function RestrictButton({ incident }: { readonly incident: IncidentHeading }) {
  const { reference } = incident
  return (
    <AskButton
      label="Need to know …"
      title={`Only the SOC reads ${reference}`}
      confirm={`Mark ${reference} need to know`}
      act="restrict"
      action={actionOf(incident)}
    >
      {({ errors }) => (
        <ValuesField
          label="Why?"
          name="reason"
          rows={3}
          maxLength={5000}
          required
          hint="Others then read its number, client, priority, stage and clocks, and what their team is asked. What they read before, they know."
          error={errors["reason"]}
        />
      )}
    </AskButton>
  )
}
