import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { Section } from "#app/ui/section.tsx"
import { Moment } from "#app/ui/time-ago.tsx"

/** Whether the source is new: what is milder than high makes no work yet. */
export function LearningSection({
  until,
  mayManage,
}: {
  readonly until: string | null
  readonly mayManage: boolean
}) {
  return (
    <Section title="Learning">
      <p className="text-text-2">
        {until ? (
          <>
            Until <Moment at={until} /> only critical and high alerts open incidents. The others are marked
            “learning” and have no clock.
          </>
        ) : (
          "Over: alerts of every severity make work."
        )}
      </p>
      {mayManage ? (
        <ActForm act={until ? "end-learning" : "learn"}>
          {({ busy }) => (
            <div>
              <Button type="submit" disabled={busy}>
                {until ? "End learning now" : "Learn for 48 hours"}
              </Button>
            </div>
          )}
        </ActForm>
      ) : null}
    </Section>
  )
}
