import { useState } from "react"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { ConfirmButton } from "#app/ui/confirm-button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import { Section } from "#app/ui/section.tsx"
import { GrantFields, type GrantValues, type Places } from "./grant-fields.tsx"

export type GrantRow = { readonly id: string; readonly words: string; readonly values: GrantValues }

/** What somebody of the staff was granted, and where. */
export function Grants({
  grants,
  places,
  mayManage,
}: {
  readonly grants: readonly GrantRow[]
  readonly places: Places
  readonly mayManage: boolean
}) {
  return (
    <Section title="Grants" intro="What they may do is the sum of the grants that cover a record.">
      {grants.length === 0 ? <p className="text-text-2">None: they can sign in and see nothing.</p> : null}
      <ul className="grid">
        {grants.map(({ id, words, values }) => (
          <li key={id} className="flex flex-wrap items-center gap-2 border-t border-line py-2">
            <span className="min-w-0 flex-1 basis-48">{words}</span>
            {mayManage ? (
              <>
                <GrantDialog
                  label="Change"
                  name={`Change ${words}`}
                  act="change-grant"
                  fields={{ grantId: id }}
                  submit="Change the grant"
                  {...{ places, values }}
                />
                <ConfirmButton
                  label="Remove"
                  name={`Remove ${words}`}
                  title="Remove this grant?"
                  confirm="Remove the grant"
                  act="remove-grant"
                  fields={{ grantId: id }}
                >
                  {words}. They are signed out, so that nothing of it is left on a screen.
                </ConfirmButton>
              </>
            ) : null}
          </li>
        ))}
      </ul>
      {mayManage ? (
        <div>
          <GrantDialog label="Add a grant" act="add-grant" submit="Give the grant" places={places} />
        </div>
      ) : null}
    </Section>
  )
}

function GrantDialog({
  label,
  name,
  act,
  fields = {},
  submit,
  places,
  values,
}: {
  readonly label: string
  readonly name?: string
  readonly act: string
  readonly fields?: Readonly<Record<string, string>>
  readonly submit: string
  readonly places: Places
  readonly values?: GrantValues
}) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)} {...(name ? { "aria-label": name } : {})}>
        {label}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={label === "Change" ? "Change the grant" : label}
      >
        <ActForm act={act} fields={fields} onDone={() => setOpen(false)}>
          {({ busy, errors }) => (
            <>
              <GrantFields places={places} errors={errors} {...(values ? { values } : {})} />
              <DialogActions onCancel={() => setOpen(false)} disabled={busy}>
                {submit}
              </DialogActions>
            </>
          )}
        </ActForm>
      </Dialog>
    </>
  )
}
