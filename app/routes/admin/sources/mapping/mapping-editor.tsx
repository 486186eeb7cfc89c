import { useRef, useState } from "react"
import type { Answer } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { Section } from "#app/ui/section.tsx"
import { useFetcher } from "react-router"
import { CheatSheet } from "./cheat-sheet.tsx"
import { DryRunPanel } from "./dry-run-panel.tsx"
import { type FieldName, MappingFieldRows, labelOf } from "./mapping-field-rows.tsx"
import { MappedPreview } from "./mapped-preview.tsx"
import type { MappingFields } from "./mapping-form.ts"
import { PathList } from "./path-list.tsx"
import { SampleChoice } from "./sample-choice.tsx"
import { useLivePreview } from "./use-live-preview.ts"

type Page = {
  readonly version: number
  readonly form: MappingFields
  readonly recent: readonly { readonly id: string; readonly receivedAt: string; readonly outcome: string }[]
}

/** The mapping as a form, with what it makes of a delivery beside it as one types. */
export function MappingEditor({ page }: { readonly page: Page }) {
  const form = useRef<HTMLFormElement>(null)
  const [into, setInto] = useState<FieldName>("title")
  const { preview, failed, refresh } = useLivePreview(form)
  const saving = useFetcher<Answer<{ version: number }>>()
  const answer = saving.state === "idle" ? saving.data : undefined
  const wrong = answer && !answer.ok ? answer.error : null
  return (
    <saving.Form
      method="post"
      ref={form}
      onInput={refresh}
      className="grid min-w-0 items-start gap-6 xl:grid-cols-2"
    >
      <input type="hidden" name="base" value={page.version} />
      <Section title="Mapping" intro="An expression for each field; what stays empty stays unknown.">
        <MappingFieldRows
          values={page.form}
          errors={{ ...preview?.errors, ...wrong?.fields }}
          onEnter={setInto}
        />
        {wrong ? (
          <p role="alert" className="rounded-md bg-s1-tint px-3 py-2 text-s1-ink">
            {wrong.message}
          </p>
        ) : null}
        <div className="flex flex-wrap items-center gap-3">
          <Button look="primary" type="submit" name="act" value="save" disabled={saving.state !== "idle"}>
            Save as version {page.version + 1}
          </Button>
        </div>
        <DryRunPanel form={form} />
      </Section>
      <Section title="On a delivery" intro="Nothing is stored until the mapping is saved.">
        <SampleChoice recent={page.recent} error={failed?.fields["pasted"]} />
        {failed ? (
          <p role="alert" className="text-s1-ink">
            {failed.message}
          </p>
        ) : null}
        <CheatSheet />
        <PathList
          title="Paths in the event"
          paths={preview?.itemPaths ?? []}
          into={labelOf(into)}
          onPick={(path) => put(form.current, into, path)}
        />
        <PathList
          title="Paths in the payload"
          paths={preview?.documentPaths ?? []}
          into={labelOf(into)}
          onPick={(path) => put(form.current, into, path)}
        />
        <MappedPreview preview={preview} />
      </Section>
    </saving.Form>
  )
}

/** Puts a path where the caret last was in a field, and lets the form know. */
function put(form: HTMLFormElement | null, name: string, path: string): void {
  const field = form?.elements.namedItem(name)
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return
  field.setRangeText(path, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end")
  field.dispatchEvent(new Event("input", { bubbles: true }))
  field.focus()
}
