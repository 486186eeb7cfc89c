import { type ReactNode, useRef } from "react"
import { Form, useFetcher, useNavigation } from "react-router"
import { Button } from "#app/ui/button.tsx"
import { ChoiceField, TextField } from "#app/ui/field.tsx"
import { Section } from "#app/ui/section.tsx"
import type { EditedPolicy } from "./edited.ts"
import { EffectReport } from "./effect.tsx"
import { type CalendarChoice, MetricFields } from "./metric-fields.tsx"
import type { action as previewAction } from "./preview.ts"

type Problem = { readonly message: string; readonly fields: Readonly<Record<string, string>> }

/** A policy to write or change, with what it would do to the clocks that run. */
export function PolicyForm({
  policy,
  policyId,
  calendars,
  problem,
  mayManage,
  children,
}: {
  readonly policy: EditedPolicy
  /** Null for a new one. */
  readonly policyId: string | null
  readonly calendars: readonly CalendarChoice[]
  readonly problem: Problem | null
  readonly mayManage: boolean
  /** Beneath the preview. */
  readonly children?: ReactNode
}) {
  const busy = useNavigation().state !== "idle"
  const trial = useFetcher<typeof previewAction>()
  const form = useRef<HTMLFormElement>(null)
  const answer = trial.data
  const refused = answer && !answer.ok ? answer.error : null
  const said = refused ?? problem
  const wrong = { ...problem?.fields, ...refused?.fields }
  const preview = () => {
    if (form.current)
      void trial.submit(new FormData(form.current), { method: "post", action: "/admin/sla/policies/preview" })
  }
  return (
    <div className="grid gap-6 px-4 pb-8 xl:grid-cols-[minmax(0,46rem)_minmax(0,1fr)]">
      <Form method="post" ref={form} className="min-w-0" noValidate>
        <input type="hidden" name="act" value="save" />
        {policyId ? <input type="hidden" name="policyId" value={policyId} /> : null}
        <fieldset disabled={!mayManage} className="grid min-w-0 gap-4">
          <legend className="sr-only">Policy</legend>
          {said ? (
            <p role="alert" className="rounded-md border border-s1 bg-s1-tint px-3 py-2 text-s1-ink">
              {said.message}
            </p>
          ) : null}
          <Section
            title="What is promised"
            intro="A time for each priority, such as 30 min or 4 h, of service time in its calendar. Empty is no commitment."
          >
            <TextField
              label="Name"
              name="name"
              defaultValue={policy.name}
              maxLength={100}
              error={wrong["name"]}
            />
            {policy.metrics.map((metric) => (
              <MetricFields key={metric.metric} {...{ metric, calendars, wrong }} />
            ))}
          </Section>
          <Section title="What counts">
            <Terms policy={policy} wrong={wrong} />
          </Section>
          {mayManage ? (
            <Section title="From when on">
              <TextField
                label="Holds from (UTC)"
                name="effectiveFrom"
                type="datetime-local"
                error={wrong["effectiveFrom"]}
                hint="Empty: from now on. Saving changes nothing for clients: they keep the version they were promised until this one is bound to them."
              />
              <div className="flex flex-wrap justify-end gap-2">
                <Button onClick={preview} disabled={trial.state !== "idle"}>
                  {trial.state === "idle" ? "Preview on running clocks" : "Looking …"}
                </Button>
                <Button look="primary" type="submit" disabled={busy}>
                  {policy.version > 0 ? `Save version ${policy.version + 1}` : "Add the policy"}
                </Button>
              </div>
            </Section>
          ) : null}
        </fieldset>
      </Form>
      <div className="grid min-w-0 content-start gap-4">
        {mayManage ? (
          <Section title="On running clocks">
            <div aria-live="polite">
              {answer?.ok ? (
                <EffectReport effect={answer.value} />
              ) : (
                <p className="text-text-2">
                  Preview the form to see what it would do to clocks that run at the clients of this policy.
                  Nothing is changed by it.
                </p>
              )}
            </div>
          </Section>
        ) : null}
        {children}
      </div>
    </div>
  )
}

function Terms({
  policy,
  wrong,
}: {
  readonly policy: EditedPolicy
  readonly wrong: Readonly<Record<string, string>>
}) {
  const boxes = [
    ["publicNoteCounts", "A note the client sees answers it", policy.publicNoteCounts],
    ["voicemailCounts", "A voicemail answers it", policy.voicemailCounts],
  ] as const
  return (
    <>
      <div className="grid gap-1">
        {boxes.map(([name, label, checked]) => (
          <label key={name} className="tap flex items-center gap-2">
            <input type="checkbox" name={name} value="yes" defaultChecked={checked} className="size-4" />
            {label}
          </label>
        ))}
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <ChoiceField label="Restoration is measured" name="restoreFrom" defaultValue={policy.restoreFrom}>
          <option value="impact">from when service was first affected</option>
          <option value="detection">from when it was found</option>
        </ChoiceField>
        <TextField
          label="Grace after the priority is raised"
          name="grace"
          defaultValue={policy.grace}
          placeholder="none"
          hint="Time left at least, where the new target has passed already."
          error={wrong["grace"]}
        />
      </div>
    </>
  )
}
