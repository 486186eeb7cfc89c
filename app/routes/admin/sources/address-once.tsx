import { Snippet } from "./snippet.tsx"

/** A mailbox's address, the only time it is shown: whoever knows it can send alerts. */
export function AddressOnce({ address }: { readonly address: string }) {
  return (
    <div className="grid gap-4">
      <p role="status" className="rounded-md border border-s3 bg-s3-tint px-3 py-2 text-s3-ink">
        The address is a secret and shown this once. Copy it now; afterwards it can only be replaced.
      </p>
      <Snippet title="Address" hint="Where the tool sends its mails to." text={address} />
    </div>
  )
}
