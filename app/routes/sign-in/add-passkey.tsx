import { KeyRound } from "lucide-react"
import { type SubmitEvent, useId } from "react"
import { useNavigation, useSubmit } from "react-router"
import { longestPasskeyName } from "#app/auth/factors/passkey-name.ts"
import { Button } from "#app/ui/button.tsx"
import { Field, Problem } from "./card.tsx"
import { usePasskey } from "./use-passkey.ts"

/** Names a new passkey and has the browser make it. Posts `act=add-passkey` with `name` and the browser's `answer`. */
export function AddPasskey({
  page,
  to = "",
  look = "quiet",
}: {
  readonly page: string
  readonly to?: string
  readonly look?: "primary" | "quiet"
}) {
  const submit = useSubmit()
  const id = useId()
  const isBusy = useNavigation().state !== "idle"
  const passkey = usePasskey(page)
  const add = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get("name") ?? "")
    const answer = await passkey.ask("add")
    if (answer) await submit({ act: "add-passkey", name, answer, to }, { method: "post", action: page })
  }
  if (passkey.canUse === null) return null
  if (!passkey.canUse) return <p className="text-text-2">This browser cannot make passkeys.</p>
  return (
    <form onSubmit={(event) => void add(event)} className="grid gap-3" aria-labelledby={id}>
      <Problem text={passkey.problem} />
      <Field
        label="Name of the passkey"
        hint="What you call the device or key it is kept on."
        name="name"
        defaultValue="My passkey"
        maxLength={longestPasskeyName}
        autoComplete="off"
      />
      <Button id={id} look={look} type="submit" disabled={passkey.isBusy || isBusy} className="h-10">
        <KeyRound className="size-4" aria-hidden="true" /> Add a passkey
      </Button>
    </form>
  )
}
