import { useConnection } from "./live-provider.tsx"

/** Says in a word whether what is on screen is live. */
export function ConnectionPill() {
  const { state, since } = useConnection()
  const time = since > 0 ? new Date(since).toISOString().slice(11, 19) : ""
  if (state === "live")
    return (
      <span
        className="flex items-center gap-1.5 rounded-full border border-line px-2 text-xs text-text-2"
        data-connection="live"
      >
        <span className="size-2 rounded-full bg-done" /> Live
      </span>
    )
  return (
    <span
      className="flex items-center gap-1.5 rounded-full border border-s3 bg-s3-tint px-2 text-xs text-s3-ink"
      data-connection={state}
    >
      {state === "stale" ? (
        <>
          Stale since {time} UTC ·{" "}
          <button type="button" className="underline" onClick={() => location.reload()}>
            Refresh
          </button>
        </>
      ) : (
        "Connecting …"
      )}
    </span>
  )
}
