import { useEffect } from "react"
import { useFetcher } from "react-router"
import { Button } from "#app/ui/button.tsx"
import { ChoiceField, PayloadField } from "#app/ui/field.tsx"
import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import type { action, loader } from "./why.ts"

/** Asks where an alert would go, and why: one that came, or a payload. */
export function Why({ client }: { readonly client: string }) {
  const offer = useFetcher<typeof loader>()
  const fetcher = useFetcher<typeof action>()
  const { load } = offer
  useEffect(() => void load(`/admin/services/why?client=${client}`), [load, client])
  const answer = fetcher.data
  const error = answer?.ok === false ? answer.error : null
  return (
    <Section title="Where would it go?" intro="By the settings as they are saved now. Nothing is stored.">
      <fetcher.Form method="post" action="/admin/services/why" className="grid gap-3">
        <input type="hidden" name="client" value={client} />
        <ChoiceField label="An alert that came in" name="alert" defaultValue="">
          <option value="">none: try the payload below</option>
          {offer.data?.alerts.map(({ id, title }) => (
            <option key={id} value={id}>
              {visibleText(title).slice(0, 80)}
            </option>
          ))}
        </ChoiceField>
        <ChoiceField label="Tool of the payload" name="adapter" defaultValue="generic">
          {(offer.data?.tools ?? [{ key: "generic", label: "Generic JSON" }]).map(({ key, label }) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </ChoiceField>
        <PayloadField
          label="Payload"
          name="body"
          rows={5}
          spellCheck={false}
          error={error?.fields["body"] ?? error?.message}
        />
        <div>
          <Button look="primary" type="submit" disabled={fetcher.state !== "idle"}>
            Show where it goes
          </Button>
        </div>
      </fetcher.Form>
      <div aria-live="polite" className="grid gap-3">
        {answer?.ok
          ? answer.value.map((route, i) => (
              <article key={i} className="grid gap-2 rounded-md border border-line p-3">
                <h3 className="font-medium">
                  <Said>{route.title}</Said>
                </h3>
                <p>
                  {route.discipline.toUpperCase()} · P{route.priority} · tier {route.tier}
                  {route.service ? (
                    <>
                      {" "}
                      · <Said>{route.service}</Said>
                    </>
                  ) : null}
                </p>
                <Because lines={route.because} />
              </article>
            ))
          : null}
      </div>
    </Section>
  )
}

/** The reasons of a route, in the order they were decided. */
export function Because({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ol className="grid list-decimal gap-1 pl-5 text-sm text-text-2">
      {lines.map((line) => (
        <li key={line}>
          <Said>{line}</Said>
        </li>
      ))}
    </ol>
  )
}
