import { setUpOf, testCommand } from "#app/domain/sources/set-up.ts"
import { Snippet } from "./snippet.tsx"

type Props = {
  readonly adapter: string
  readonly token: string
  readonly origin: string
}

/** A new credential, the only time it is shown, in the words its tool understands. */
export function TokenOnce({ adapter, token, origin }: Props) {
  const bare = `${origin}/ingest/v1/${adapter}`
  const { where, snippet } = setUpOf(adapter, `${bare}/${token}`, bare, token)
  return (
    <div className="grid gap-4">
      <p role="status" className="rounded-md border border-s3 bg-s3-tint px-3 py-2 text-s3-ink">
        The token is shown this once. Paste it now; afterwards it can only be replaced.
      </p>
      <Snippet title="Token" text={token} />
      <Snippet title="In the tool" hint={where} text={snippet} />
      <Snippet
        title="Or try it from a shell"
        text={testCommand(
          { url: "", bare, token },
          `{"title": "Test from Watchfloor", "severity": "low", "asset": "test"}`,
        )}
      />
    </div>
  )
}
