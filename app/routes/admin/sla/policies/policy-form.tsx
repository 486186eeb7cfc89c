import type { ReactNode } from "react"
import { ChoiceField, TextField } from "#app/ui/field.tsx"
import { Section } from "#app/ui/section.tsx"
import { useTrial } from "../use-trial.ts"
import { type Problem, VersionEditor } from "../version-editor.tsx"
import type { EditedPolicy } from "./edited.ts"
import { EffectReport } from "./effect.tsx"
import { type CalendarChoice, MetricFields } from "./metric-fields.tsx"
import type { action as previewAction } from "./preview.ts"

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
  const trial = useTrial<typeof previewAction>("/admin/sla/policies/preview")
  const { answer } = trial
  const refused = answer && !answer.ok ? answer.error : null
  const wrong = { ...problem?.fields, ...refused?.fields }
  return (
    <VersionEditor
      legend="Policy"
      hidden={{ act: "save", ...(policyId ? { policyId } : {}) }}
      said={refused ?? problem}
      {...{ wrong, mayManage, trial }}
      fromHint="Empty: from now on. Saving changes nothing for clients: they keep the version they were promised until this one is bound to them."
      look={trial.isBusy ? "Looking …" : "Preview on running clocks"}
      save={policy.version > 0 ? `Save version ${policy.version + 1}` : "Add the policy"}
      fields={
        <>
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
        </>
      }
      beside={
        <>
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
        </>
      }
    />
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
