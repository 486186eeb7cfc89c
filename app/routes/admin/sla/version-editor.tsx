import type { ReactNode } from "react"
import { Form, useNavigation } from "react-router"
import { Button } from "#app/ui/button.tsx"
import { TextField } from "#app/ui/field.tsx"
import { Section } from "#app/ui/section.tsx"
import type { useTrial } from "./use-trial.ts"

export type Problem = { readonly message: string; readonly fields: Readonly<Record<string, string>> }

/** What is saved in versions, each from a moment on: its fields, that moment, and beside it what a look at the form showed. */
export function VersionEditor({
  legend,
  hidden = {},
  said,
  wrong,
  mayManage,
  fromHint,
  trial,
  look,
  save,
  fields,
  beside,
}: {
  readonly legend: string
  readonly hidden?: Readonly<Record<string, string>>
  readonly said: Problem | null
  readonly wrong: Readonly<Record<string, string>>
  readonly mayManage: boolean
  readonly fromHint: string
  readonly trial: Pick<ReturnType<typeof useTrial>, "form" | "isBusy" | "look">
  /** What the button that only looks says. */
  readonly look: string
  readonly save: string
  readonly fields: ReactNode
  readonly beside: ReactNode
}) {
  const busy = useNavigation().state !== "idle"
  return (
    <div className="grid gap-6 px-4 pb-8 xl:grid-cols-[minmax(0,46rem)_minmax(0,1fr)]">
      <Form method="post" ref={trial.form} className="min-w-0" noValidate>
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <fieldset disabled={!mayManage} className="grid min-w-0 gap-4">
          <legend className="sr-only">{legend}</legend>
          {said ? (
            <p role="alert" className="rounded-md border border-s1 bg-s1-tint px-3 py-2 text-s1-ink">
              {said.message}
            </p>
          ) : null}
          {fields}
          {mayManage ? (
            <Section title="From when on">
              <TextField
                label="Holds from (UTC)"
                name="effectiveFrom"
                type="datetime-local"
                error={wrong["effectiveFrom"]}
                hint={fromHint}
              />
              <div className="flex flex-wrap justify-end gap-2">
                <Button onClick={trial.look} disabled={trial.isBusy}>
                  {look}
                </Button>
                <Button look="primary" type="submit" disabled={busy}>
                  {save}
                </Button>
              </div>
            </Section>
          ) : null}
        </fieldset>
      </Form>
      <div className="grid min-w-0 content-start gap-4">{beside}</div>
    </div>
  )
}
