import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { PayloadField } from "#app/ui/field.tsx"
import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"
import type { Tried } from "./acts.server.ts"

/** Shows which client each event of a payload would go to. */
export function TryMap({ source }: { readonly source: string }) {
  return (
    <Section title="Try a payload" intro="Read as this source would read it. Nothing is stored.">
      <ActForm<Tried | null> act="try" fields={{ source }} keep>
        {({ busy, errors, done }) => (
          <>
            <PayloadField
              label="Payload"
              name="body"
              rows={8}
              required
              spellCheck={false}
              error={errors["body"]}
            />
            <div>
              <Button type="submit" disabled={busy}>
                Show whose it is
              </Button>
            </div>
            <div aria-live="polite">{done ? <Answer {...done} /> : null}</div>
          </>
        )}
      </ActForm>
    </Section>
  )
}

function Answer({ count, events }: Tried) {
  return (
    <div className="grid gap-2">
      <p className="text-text-2">
        {count === 1 ? "1 event" : `${count} events`}
        {count > events.length ? `, the first ${events.length} shown` : ""}
      </p>
      <ol className="grid gap-2">
        {events.map(({ title, client, because }, i) => (
          <li key={i} className="rounded-md border border-line p-3 text-sm">
            <p className="font-medium">
              <Said>{title}</Said>
            </p>
            <p className={client ? "text-done-ink" : "text-s2-ink"}>
              {client ? (
                <>
                  Goes to <Said>{client}</Said>
                </>
              ) : (
                "Unrouted"
              )}
              :{" "}
              <span className="text-text-2">
                <Said>{because}</Said>
              </span>
            </p>
          </li>
        ))}
      </ol>
    </div>
  )
}
