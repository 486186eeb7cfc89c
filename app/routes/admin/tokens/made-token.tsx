import { Link } from "react-router"
import { Said } from "#app/ui/said.tsx"
import { buttonClass } from "#app/ui/button.tsx"
import { CopyButton } from "#app/ui/copy-button.tsx"

/** Shows a token this once. */
export function MadeToken({ name, token }: { readonly name: string; readonly token: string }) {
  return (
    <section
      aria-label="The new token"
      className="mx-4 grid gap-3 rounded-lg border border-line bg-surface p-4"
    >
      <p>
        This is the token of{" "}
        <strong className="font-semibold">
          <Said>{name}</Said>
        </strong>
        . It is shown now and never again: only its fingerprint is kept.
      </p>
      <code className="rounded-md bg-sunken p-3 font-mono text-sm [overflow-wrap:anywhere]">{token}</code>
      <div className="flex flex-wrap items-center gap-2">
        <CopyButton text={token} label="Copy the token" look="primary" />
        <Link to="/admin/tokens" className={buttonClass()}>
          Done
        </Link>
      </div>
      <p className="text-xs text-text-2">
        Send it with each call: <code className="font-mono">Authorization: Bearer wfa_…</code>
      </p>
    </section>
  )
}
