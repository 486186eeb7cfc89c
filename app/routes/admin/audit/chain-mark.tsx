import { ShieldAlert, ShieldCheck } from "lucide-react"
import { Moment } from "#app/ui/time-ago.tsx"
import { Said } from "#app/ui/said.tsx"

/** What the last checks say, as it goes to the browser. */
export type ChainState = {
  readonly chains: number
  /** Chains in reach nobody has looked at yet. */
  readonly unchecked: number
  readonly verifiedTo: string | null
  readonly broken: readonly {
    readonly chain: string
    readonly seq: number
    readonly entryId: string | null
    readonly why: string
  }[]
}

/** Up to when the hash chains are known to hold. */
export function ChainMark({ state }: { readonly state: ChainState }) {
  if (state.broken.length > 0)
    return (
      <span className="inline-flex items-center gap-1 text-xs text-s1-ink">
        <ShieldAlert className="size-4" aria-hidden="true" /> Chain broken
      </span>
    )
  if (!state.verifiedTo) return <span className="text-xs text-text-3">Not verified yet</span>
  return (
    <span
      className="inline-flex items-center gap-1 text-xs text-done-ink"
      title={`${state.chains} hash ${state.chains === 1 ? "chain" : "chains"} checked`}
    >
      <ShieldCheck className="size-4" aria-hidden="true" />
      <span>
        Verified to <Moment at={state.verifiedTo} />
        {state.unchecked > 0 ? ` · ${state.unchecked} not verified yet` : ""}
      </span>
    </span>
  )
}

/** Says which chain is broken and where: nothing behind its first bad entry is proven. */
export function BrokenChains({ state }: { readonly state: ChainState }) {
  if (state.broken.length === 0) return null
  return (
    <div
      role="alert"
      className="mx-4 mb-2 rounded-md border border-s1 bg-s1-tint px-3 py-2 text-sm text-s1-ink"
    >
      {state.broken.map(({ chain, seq, entryId, why }) => (
        <p key={chain}>
          <strong>
            The audit of <Said>{chain}</Said> has been tampered with or damaged.
          </strong>{" "}
          First bad entry:{" "}
          {entryId ? <code className="font-mono text-xs break-all">{entryId}</code> : "unknown"} (link {seq}):{" "}
          {why}.
        </p>
      ))}
    </div>
  )
}
