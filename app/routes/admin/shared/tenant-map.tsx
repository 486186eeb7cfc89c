import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { ConfirmButton } from "#app/ui/confirm-button.tsx"
import { ChoiceField, TextField } from "#app/ui/field.tsx"
import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"

type Entry = {
  readonly id: string
  readonly field: string
  readonly value: string
  readonly client: string
  readonly isSuspended: boolean
}

type Props = {
  readonly source: { readonly id: string; readonly name: string; readonly tool: string }
  readonly clients: readonly { readonly id: string; readonly name: string; readonly status: string }[]
  readonly entries: readonly Entry[]
  readonly mayManage: boolean
}

/** Whose the events of a shared source are: entries tried from the top. */
export function TenantMap({ source, clients, entries, mayManage }: Props) {
  return (
    <Section
      title="Tenant map"
      intro={`Events of ${source.name} (${source.tool}) go to the client of the first entry that matches. Where none does, they wait under Unrouted: no client is the default.`}
    >
      {entries.length === 0 ? (
        <p className="text-text-3">No entries yet: everything it brings is unrouted.</p>
      ) : null}
      <ol className="grid gap-2">
        {entries.map((entry, i) => (
          <li
            key={entry.id}
            className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-line p-3 text-sm"
          >
            <span className="min-w-0 flex-1 basis-52">
              <span className="tnum text-text-3">{i + 1}.</span>{" "}
              <code className="text-xs">
                <Said>{entry.field}</Said>
              </code>{" "}
              is “<Said>{entry.value}</Said>” goes to{" "}
              <span className="font-medium">
                <Said>{entry.client}</Said>
              </span>
              {entry.isSuspended ? (
                <span className="ml-2 rounded-full bg-s3-tint px-2 text-xs text-s3-ink">
                  suspended: unrouted
                </span>
              ) : null}
            </span>
            {mayManage ? (
              <EntryDeeds {...{ entry, source }} isFirst={i === 0} isLast={i === entries.length - 1} />
            ) : null}
          </li>
        ))}
      </ol>
      {mayManage ? <AddEntry {...{ source, clients }} /> : null}
    </Section>
  )
}

function EntryDeeds({
  entry,
  source,
  isFirst,
  isLast,
}: {
  readonly entry: Entry
  readonly source: Props["source"]
  readonly isFirst: boolean
  readonly isLast: boolean
}) {
  const fields = { source: source.id, entry: entry.id }
  const moves = [...(isFirst ? [] : [-1]), ...(isLast ? [] : [1])]
  return (
    <span className="flex gap-2">
      {moves.map((by) => (
        <ActForm key={by} act="move" className="contents" fields={{ ...fields, by: `${by}` }}>
          {({ busy }) => (
            <Button
              type="submit"
              disabled={busy}
              aria-label={`Try ${entry.value} ${by < 0 ? "earlier" : "later"}`}
            >
              {by < 0 ? "Up" : "Down"}
            </Button>
          )}
        </ActForm>
      ))}
      <ConfirmButton
        label="Remove"
        name={`Remove ${entry.value}`}
        title={`Remove “${entry.value}” from the map?`}
        confirm={`Remove ${entry.value}`}
        act="remove"
        fields={fields}
      >
        From the next event on, what it marked is tried against the other entries and else is unrouted.
        {` ${entry.client}`} keeps what it has.
      </ConfirmButton>
    </span>
  )
}

function AddEntry({ source, clients }: Pick<Props, "source" | "clients">) {
  return (
    <ActForm
      act="add"
      fields={{ source: source.id }}
      className="grid gap-3 border-t border-line pt-4"
      said="Added."
    >
      {({ busy, errors }) => (
        <>
          <div className="grid gap-3 sm:grid-cols-3">
            <TextField
              label="Field"
              name="field"
              required
              defaultValue="labels.tenant"
              maxLength={120}
              spellCheck={false}
              autoCapitalize="none"
              error={errors["field"]}
              hint="labels.<name>, asset, rule, title, url or entity.<type>"
            />
            <TextField
              label="Value"
              name="value"
              required
              maxLength={500}
              error={errors["value"]}
              hint="The whole value, in any case. * stands for any characters."
            />
            <ChoiceField label="Belongs to" name="client" required defaultValue="" error={errors["client"]}>
              <option value="" disabled>
                Choose a client
              </option>
              {clients
                .filter(({ status }) => status === "active")
                .map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
            </ChoiceField>
          </div>
          <div>
            <Button look="primary" type="submit" disabled={busy}>
              Add the entry
            </Button>
          </div>
        </>
      )}
    </ActForm>
  )
}
