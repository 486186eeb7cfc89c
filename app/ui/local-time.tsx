import { useEffect, useState } from "react"

/**
 * A moment in UTC, to the second, with this browser's own time beneath. The server knows no zone of the reader's: its
 * half is filled in once the page lives.
 */
export function LocalTime({ at }: { readonly at: string }) {
  const [local, setLocal] = useState("")
  useEffect(() => setLocal(localText(at)), [at])
  return (
    <time
      dateTime={at}
      title={local ? `${local} here` : undefined}
      className="tnum block leading-tight whitespace-nowrap"
    >
      <span className="block">
        {at.slice(0, 10)} {at.slice(11, 19)}
      </span>
      <span className="block min-h-4 text-2xs text-text-3">{local}</span>
    </time>
  )
}

function localText(at: string): string {
  return new Date(at).toLocaleTimeString(undefined, {
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false, timeZoneName: "short" },
  })
}
