import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"
import { Moment } from "#app/ui/time-ago.tsx"

type Version = {
  readonly version: number
  readonly createdAt: string
  readonly createdBy: string
  readonly changes: readonly { readonly field: string; readonly before?: string; readonly after?: string }[]
}

/** Every saved version with what it changed; an earlier one can be made the newest again. */
export function MappingHistory({
  versions,
  mayRestore,
}: {
  readonly versions: readonly Version[]
  readonly mayRestore: boolean
}) {
  return (
    <Section title="Versions" intro="Deliveries are read by the newest from the moment it is saved.">
      {versions.length === 0 ? <p className="text-text-2">None has been saved yet.</p> : null}
      <ol className="grid gap-2">
        {versions.map(({ version, createdAt, createdBy, changes }, i) => (
          <li key={version} className="rounded-md border border-line">
            <details>
              <summary className="cursor-pointer px-3 py-2">
                <span className="font-medium">Version {version}</span>
                {i === 0 ? <span className="text-done-ink"> in use</span> : null}{" "}
                <span className="text-text-2">
                  by <Said>{createdBy}</Said>, <Moment at={createdAt} />, {changes.length}{" "}
                  {changes.length === 1 ? "field" : "fields"} changed
                </span>
              </summary>
              <div className="grid gap-3 border-t border-line p-3">
                <dl className="grid gap-2 text-sm">
                  {changes.map((change) => (
                    <div key={change.field}>
                      <dt className="text-text-3">{change.field}</dt>
                      <dd className="grid font-mono text-xs whitespace-pre-wrap">
                        {change.before ? (
                          <del className="bg-s1-tint px-1 text-s1-ink no-underline">
                            − <Said>{change.before}</Said>
                          </del>
                        ) : null}
                        {change.after ? (
                          <ins className="bg-done-tint px-1 text-done-ink no-underline">
                            + <Said>{change.after}</Said>
                          </ins>
                        ) : null}
                      </dd>
                    </div>
                  ))}
                </dl>
                {mayRestore && i > 0 ? (
                  <ActForm act="restore" fields={{ version: String(version) }} className="grid gap-2">
                    {({ busy }) => (
                      <div>
                        <Button type="submit" disabled={busy}>
                          Restore version {version}
                        </Button>
                      </div>
                    )}
                  </ActForm>
                ) : null}
              </div>
            </details>
          </li>
        ))}
      </ol>
    </Section>
  )
}
