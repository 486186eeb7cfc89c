import { UserPlus } from "lucide-react"
import { type ReactNode, useState } from "react"
import { clientRoles } from "#app/kernel/permission.ts"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import { ChoiceField, TextField } from "#app/ui/field.tsx"
import { useToasts } from "#app/ui/toast.tsx"
import { GrantFields, type Places } from "./grant-fields.tsx"

type Errors = Readonly<Record<string, string>>

/** Invites somebody to the staff, with a first grant. */
export function InviteStaff({ places }: { readonly places: Places }) {
  return (
    <InviteDialog label="Invite staff" act="invite-staff">
      {(errors) => <GrantFields places={places} errors={errors} />}
    </InviteDialog>
  )
}

/** Invites somebody to a client. */
export function InviteToClient({ clients }: { readonly clients: Places["clients"] }) {
  return (
    <InviteDialog label="Invite to a client" act="invite-client">
      {(errors) => (
        <div className="grid items-start gap-3 sm:grid-cols-2">
          <ChoiceField label="Client" name="client" error={errors["client"]} required>
            {clients.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </ChoiceField>
          <ClientRoleField error={errors["role"]} />
        </div>
      )}
    </InviteDialog>
  )
}

export const clientRoleMeanings = {
  manager: "manager: everything, and the people here",
  responder: "responder: reads and answers",
  viewer: "viewer: reads",
  billing: "billing: invoices",
} as const satisfies Record<(typeof clientRoles)[number], string>

export function ClientRoleField({
  error,
  value = "viewer",
}: {
  readonly error?: string | undefined
  readonly value?: string
}) {
  return (
    <ChoiceField label="Role" name="role" defaultValue={value} error={error}>
      {clientRoles.map((role) => (
        <option key={role} value={role}>
          {clientRoleMeanings[role]}
        </option>
      ))}
    </ChoiceField>
  )
}

export function InviteDialog({
  label,
  act,
  children,
}: {
  readonly label: string
  readonly act: string
  readonly children: (errors: Errors) => ReactNode
}) {
  const [open, setOpen] = useState(false)
  const { show } = useToasts()
  const onDone = () => {
    setOpen(false)
    show({ text: "The invitation is on its way. It can be accepted for seven days." })
  }
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        <UserPlus className="size-4" aria-hidden="true" /> {label}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={label}>
        <ActForm act={act} onDone={onDone}>
          {({ busy, errors }) => (
            <>
              <TextField
                label="Name"
                name="name"
                required
                maxLength={200}
                error={errors["name"]}
                data-first-focus
              />
              <TextField
                label="E-mail"
                name="email"
                type="email"
                required
                maxLength={254}
                hint="The invitation goes there. Nobody sets a password for anybody else."
                error={errors["email"]}
              />
              {children(errors)}
              <DialogActions onCancel={() => setOpen(false)} disabled={busy}>
                {busy ? "Inviting …" : "Send the invitation"}
              </DialogActions>
            </>
          )}
        </ActForm>
      </Dialog>
    </>
  )
}
