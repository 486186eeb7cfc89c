import { useState } from "react"
import { Form, useNavigation } from "react-router"
import type { ScreenError } from "#app/http/errors.server.ts"
import type { MatcherRows } from "#app/domain/matching/matcher-rows.ts"
import { Button } from "#app/ui/button.tsx"
import { TextField } from "#app/ui/field.tsx"
import { MatcherEditor } from "#app/ui/matcher-editor.tsx"
import type { MatcherChoices } from "#app/ui/matcher-values.tsx"
import { Section } from "#app/ui/section.tsx"
import { PreviewPanel, PreviewProgress } from "./preview-panel.tsx"
import type { PreviewRow } from "./preview-row.ts"
import { TickBoxes } from "./tick-boxes.tsx"
import { usePreviews } from "./use-previews.ts"
import type { WindowDraft } from "./window-draft.ts"
import { WindowTimes } from "./window-times.tsx"

export type WindowPreview = {
  readonly words: string
  readonly runs: readonly string[]
  readonly previews: readonly PreviewRow[]
  readonly next: string | null
}

type Choice = { readonly value: string; readonly label: string }

type Props = {
  readonly draft: WindowDraft
  readonly rows: MatcherRows
  readonly services: readonly Choice[]
  readonly assets: readonly Choice[]
  readonly zones: readonly string[]
  readonly choices: MatcherChoices
  readonly error: ScreenError | null
  readonly preview: WindowPreview | null
  /** What the deciding button says. */
  readonly save: string
}

const scopes = [
  ["client", "The whole client"],
  ["services", "Some services"],
  ["assets", "Some assets"],
  ["matcher", "Alerts that meet conditions"],
] as const

/** The form of a maintenance window. Before any script runs every part of it is there, and what is chosen counts. */
export function WindowForm({ draft, rows, services, assets, zones, choices, error, preview, save }: Props) {
  const [scope, setScope] = useState<string | null>(null)
  const busy = useNavigation().state !== "idle"
  const going = usePreviews(preview)
  const errors = error?.fields ?? {}
  const shows = (kind: string) => (scope ?? draft.scope) === kind
  return (
    <Form method="post" className="grid gap-4 px-4 pb-8" noValidate>
      {error ? (
        <p role="alert" className="rounded-md bg-s1-tint px-3 py-2 text-s1-ink">
          {error.message}
        </p>
      ) : null}
      <Section title="What is done">
        <TextField
          label="Title"
          name="title"
          maxLength={200}
          defaultValue={draft.title}
          hint="The client reads it on its own page, with the times."
          error={errors["title"]}
        />
        <TextField
          label="Reason"
          name="reason"
          maxLength={2000}
          defaultValue={draft.reason}
          hint="For us alone: a change number, who asked."
          error={errors["reason"]}
        />
      </Section>
      <WindowTimes draft={draft} zones={zones} errors={errors} />
      <Section title="What it covers">
        <fieldset className="grid gap-1">
          <legend className="sr-only">Scope</legend>
          {scopes.map(([kind, label]) => (
            <label key={kind} className="tap flex items-center gap-2">
              <input
                type="radio"
                name="scope"
                value={kind}
                defaultChecked={draft.scope === kind}
                onChange={() => setScope(kind)}
                className="size-4"
              />
              {label}
            </label>
          ))}
          {errors["scope"] ? <p className="text-xs text-s1-ink">{errors["scope"]}</p> : null}
        </fieldset>
        {shows("services") ? (
          <TickBoxes
            legend="Services"
            name="services"
            choices={services}
            chosen={draft.services}
            nothing="This client has no services yet."
          />
        ) : null}
        {shows("assets") ? (
          <TickBoxes
            legend="Assets"
            name="assets"
            choices={assets}
            chosen={draft.assets}
            nothing="This client has no assets yet. Conditions on the asset's name do the same."
          />
        ) : null}
        {shows("matcher") ? (
          <MatcherEditor legend="Conditions" rows={rows} choices={choices} errors={errors} />
        ) : null}
        <noscript>
          <TickBoxes
            legend="Services"
            name="services"
            choices={services}
            chosen={draft.services}
            nothing=""
          />
          <TickBoxes legend="Assets" name="assets" choices={assets} chosen={draft.assets} nothing="" />
          {shows("matcher") ? null : <MatcherEditor legend="Conditions" rows={rows} choices={choices} />}
        </noscript>
      </Section>
      <PreviewProgress going={going} />
      {preview ? (
        <>
          <section aria-label="Runs" className="grid gap-2 rounded-lg border border-line bg-surface p-4">
            <h3 className="font-semibold">{preview.words}</h3>
            <ol className="tnum grid list-decimal gap-0.5 pl-6 text-sm">
              {preview.runs.map((run) => (
                <li key={run}>{run}</li>
              ))}
            </ol>
          </section>
          {going.previews ? <PreviewPanel previews={going.previews} /> : null}
        </>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" name="act" value="preview" disabled={busy || going.steps.isGoing}>
          Show the runs and a preview
        </Button>
        <Button look="primary" type="submit" name="act" value="save" disabled={busy}>
          {save}
        </Button>
      </div>
    </Form>
  )
}
