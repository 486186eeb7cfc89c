import { ChoiceField, TextField, ValuesField } from "#app/ui/field.tsx"
import { Said } from "#app/ui/said.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import { AskButton } from "./ask-button.tsx"
import type { CourseHere } from "./course-here.server.ts"

type Part = {
  readonly course: CourseHere
  readonly action: string
  readonly mayWork: boolean
}

/** What has to come about with an incident of its kind, and has: attack confirmed and contained, service restored. */
export function Milestones({ flavour, ...part }: Part & { readonly flavour: "availability" | "security" }) {
  const isAttack = flavour === "security"
  return (
    <section aria-labelledby="milestones" className="grid gap-3 rounded-lg border border-line bg-surface p-4">
      <h2 id="milestones" className="font-semibold">
        {isAttack ? "Attack" : "Service"}
      </h2>
      {isAttack ? <Attack {...part} /> : <Service {...part} />}
      {part.mayWork ? (
        <AskButton
          label={isAttack ? "No attack, an outage …" : "It is an attack …"}
          title={isAttack ? "Make it an availability incident" : "Make it a security incident"}
          confirm={isAttack ? "Make it an availability incident" : "Make it a security incident"}
          act="flavour"
          action={part.action}
          fields={{ flavour: isAttack ? "availability" : "security" }}
        >
          {({ errors }) => (
            <>
              <ValuesField
                label="What shows that?"
                name="reason"
                rows={3}
                maxLength={5000}
                required
                error={errors["reason"]}
              />
              <p className="text-xs text-text-3">
                Clocks of the new kind are added, none starts anew. Whose team it is stays: hand it off for
                that.
              </p>
            </>
          )}
        </AskButton>
      ) : null}
    </section>
  )
}

function Attack({ course, action, mayWork }: Part) {
  const { confirmedAt, containedAt } = course
  if (!confirmedAt)
    return (
      <>
        <p className="text-text-2">Not confirmed as an attack. Nothing has to be contained yet.</p>
        {mayWork ? (
          <AskButton
            label="Confirm as attack …"
            look="primary"
            title="Confirm as an attack"
            confirm="Confirm the attack"
            act="confirm"
            action={action}
            fields={{ verdict: "malicious" }}
          >
            {({ errors }) => (
              <>
                <Account label="What it rests on" name="reason" error={errors["reason"]} />
                <p className="text-xs text-text-3">The clock for its containment starts now.</p>
              </>
            )}
          </AskButton>
        ) : null}
      </>
    )
  return (
    <>
      <Dated word="Confirmed" at={confirmedAt} />
      {containedAt ? <Dated word="Contained" at={containedAt} /> : null}
      {mayWork ? (
        <div className="flex flex-wrap gap-2">
          {containedAt ? null : <ContainButton action={action} />}
          <AskButton
            label="Take back …"
            title="Take the confirmation back"
            confirm="Say that it was no attack"
            act="confirm"
            action={action}
            fields={{ verdict: "downgraded" }}
          >
            {({ errors }) => <Account label="Why was it none?" name="reason" error={errors["reason"]} />}
          </AskButton>
        </div>
      ) : null}
    </>
  )
}

function ContainButton({ action }: { readonly action: string }) {
  return (
    <AskButton
      label="Contained …"
      look="primary"
      title="The attack is contained"
      confirm="Stop the containment clock"
      act="contain"
      action={action}
    >
      {({ errors }) => (
        <>
          <ChoiceField label="How" name="how" defaultValue="verified" error={errors["how"]}>
            <option value="verified">Contained, and verified</option>
            <option value="not_needed">Nothing has to be contained</option>
          </ChoiceField>
          <Account
            label="How that was verified, or why it is not needed"
            name="account"
            error={errors["account"]}
          />
          <p className="text-xs text-text-3">It stops the clock for good.</p>
        </>
      )}
    </AskButton>
  )
}

function Service({ course, action, mayWork }: Part) {
  const { impact, restoredAt } = course
  if (restoredAt && impact)
    return (
      <>
        <Dated word="Affected" at={impact.since} />
        <Dated word="Restored" at={restoredAt} />
      </>
    )
  return (
    <>
      {impact ? (
        <>
          <Dated word="Affected" at={impact.since} />
          <ul className="grid gap-2">
            {impact.affected.map((service) => (
              <li key={service} className="flex flex-wrap items-center gap-2">
                <span className="min-w-0 flex-1">
                  <Said>{service}</Said>
                </span>
                {mayWork ? <RestoreButton service={service} action={action} /> : null}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p className="text-text-2">Nobody said yet which services are affected.</p>
      )}
      {mayWork ? <ImpactButton course={course} action={action} /> : null}
    </>
  )
}

function RestoreButton({ service, action }: { readonly service: string; readonly action: string }) {
  return (
    <AskButton
      label="Restored …"
      name={`${service} is restored …`}
      title={`${service} is restored`}
      confirm={`Say that ${service} is back`}
      act="restore"
      action={action}
      fields={{ service }}
    >
      {({ errors }) => (
        <>
          <ChoiceField label="How it is" name="as" defaultValue="operational" error={errors["as"]}>
            <option value="operational">It works as it should</option>
            <option value="degraded_accepted">It works well enough; the client accepts that</option>
          </ChoiceField>
          <p className="text-xs text-text-3">
            With the last one the clock for the restoration stops for good.
          </p>
        </>
      )}
    </AskButton>
  )
}

function ImpactButton({ course, action }: Omit<Part, "mayWork">) {
  return (
    <AskButton
      label={course.impact ? "More is affected …" : "What is affected …"}
      title="What is affected"
      confirm="Say what is affected"
      act="impact"
      action={action}
    >
      {({ errors }) => (
        <>
          <ValuesField
            label="Services, one a line"
            name="services"
            rows={3}
            maxLength={4000}
            required
            error={errors["services"]}
          />
          <TextField
            label="Since"
            type="datetime-local"
            name="since"
            required
            max={course.wallNow}
            defaultValue={course.wallNow}
            hint={`By the clock of ${course.timeZone}.`}
            error={errors["since"]}
          />
          <p className="text-xs text-text-3">The clock for the restoration counts as the contract says.</p>
        </>
      )}
    </AskButton>
  )
}

function Account({
  label,
  name,
  error,
}: {
  readonly label: string
  readonly name: string
  readonly error: string | undefined
}) {
  return <ValuesField label={label} name={name} rows={3} maxLength={5000} required error={error} />
}

function Dated({ word, at }: { readonly word: string; readonly at: string }) {
  return (
    <p className="flex flex-wrap gap-x-2 text-sm">
      <span className="text-text-3">{word}</span> <Moment at={at} />
    </p>
  )
}
