import { TextField } from "#app/ui/field.tsx"

/** Where a new password is chosen. What it must be is said before it is typed. */
export function NewPasswordField({
  error,
  least = 15,
}: {
  readonly error?: string | undefined
  readonly least?: number
}) {
  return (
    <TextField
      label="New password"
      name="password"
      type="password"
      autoComplete="new-password"
      required
      maxLength={1000}
      hint={`${least} characters or more, of any kind; a few words in a row will do. A password manager makes a good one.`}
      error={error}
    />
  )
}
