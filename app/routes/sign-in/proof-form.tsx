import { KeyRound } from "lucide-react"
import { Form, Link, useNavigation, useSubmit } from "react-router"
import type { Way } from "#app/auth/factors/factors.ts"
import { Button } from "#app/ui/button.tsx"
import { Field, linkClass, Problem } from "./card.tsx"
import { usePasskey } from "./use-passkey.ts"

/** Asks for one proof, with links to the other ways its person has. Posts `way`, `text` and `to` to its own page. */
export function ProofForm({
  page,
  ways,
  way,
  to,
  label,
  isWrong,
}: {
  readonly page: string
  readonly ways: readonly Way[]
  readonly way: Way
  readonly to: string
  /** What the button says. */
  readonly label: string
  readonly isWrong: boolean
}) {
  return (
    <>
      {way === "passkey" ? (
        <PasskeyProof page={page} to={to} />
      ) : (
        <TypedProof key={way} page={page} way={way} to={to} label={label} isWrong={isWrong} />
      )}
      <OtherWays page={page} ways={ways.filter((other) => other !== way)} to={to} />
    </>
  )
}

const fields = {
  code: {
    label: "Code",
    hint: "Six digits from your authenticator app.",
    autoComplete: "one-time-code",
    inputMode: "numeric",
    maxLength: 12,
  },
  recovery: {
    label: "Recovery code",
    hint: "One of the codes you kept. It works once.",
    autoComplete: "off",
    maxLength: 40,
  },
  password: { label: "Password", type: "password", autoComplete: "current-password", maxLength: 1000 },
} as const

function TypedProof({
  page,
  way,
  to,
  label,
  isWrong,
}: {
  readonly page: string
  readonly way: keyof typeof fields
  readonly to: string
  readonly label: string
  readonly isWrong: boolean
}) {
  const isBusy = useNavigation().state !== "idle"
  return (
    <Form method="post" action={page} className="grid gap-4">
      <input type="hidden" name="to" value={to} />
      <input type="hidden" name="way" value={way} />
      <Field {...fields[way]} name="text" isWrong={isWrong} autoFocus spellCheck={false} />
      <Button look="primary" type="submit" disabled={isBusy} className="h-10">
        {label}
      </Button>
    </Form>
  )
}

function PasskeyProof({ page, to }: { readonly page: string; readonly to: string }) {
  const submit = useSubmit()
  const isBusy = useNavigation().state !== "idle"
  const passkey = usePasskey()
  const ask = async () => {
    const text = await passkey.ask("proof")
    if (text) await submit({ way: "passkey", text, to }, { method: "post", action: page })
  }
  return (
    <>
      <Problem text={passkey.problem} />
      <Button look="primary" className="h-10" disabled={passkey.isBusy || isBusy} onClick={() => void ask()}>
        <KeyRound className="size-4" aria-hidden="true" /> Use your passkey
      </Button>
    </>
  )
}

const invitations = {
  code: "Use your authenticator app",
  passkey: "Use a passkey instead",
  recovery: "Use a recovery code",
  password: "Use your password",
} as const satisfies Record<Way, string>

function OtherWays({
  page,
  ways,
  to,
}: {
  readonly page: string
  readonly ways: readonly Way[]
  readonly to: string
}) {
  if (ways.length === 0) return null
  return (
    <ul className="grid gap-2">
      {ways.map((way) => (
        <li key={way}>
          <Link
            to={`${page}?${new URLSearchParams({ way, ...(to ? { to } : {}) }).toString()}`}
            replace
            className={linkClass}
          >
            {invitations[way]}
          </Link>
        </li>
      ))}
    </ul>
  )
}
