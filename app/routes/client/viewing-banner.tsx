import { Eye } from "lucide-react"
import { useEffect } from "react"
import { Form, useRevalidator } from "react-router"
import { buttonClass } from "#app/ui/button.tsx"
import { Said } from "#app/ui/said.tsx"
import { useZone } from "#app/ui/zone.ts"

/** Whose portal a member of the provider's staff looks at, and until when. */
export type ViewingNotice = {
  readonly client: string
  /** ISO 8601, UTC. */
  readonly until: string
  /** The server's time, epoch milliseconds. */
  readonly now: number
}

/** Stays on every page while it lasts. When the time is up the page asks again, and the server leads out. */
export function ViewingBanner({ client, until, now }: ViewingNotice) {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    const timer = setTimeout(() => void revalidate(), Math.max(0, Date.parse(until) - now) + 500)
    return () => clearTimeout(timer)
  }, [until, now, revalidate])
  return (
    <section
      aria-label="Viewing as provider staff"
      className="sticky top-12 z-20 flex flex-wrap items-center justify-center gap-x-3 gap-y-1 border-b border-s3 bg-s3-tint px-4 py-1.5 text-sm text-s3-ink"
    >
      <Eye className="size-4 shrink-0" aria-hidden="true" />
      <p>
        Viewing{" "}
        <strong className="font-semibold">
          <Said>{client}</Said>
        </strong>{" "}
        as provider staff until <Until at={until} />
        <span aria-hidden="true" className="max-sm:hidden">
          {" "}
          ·
        </span>
      </p>
      <Form method="post" action="/view-as">
        <input type="hidden" name="act" value="leave" />
        <button type="submit" className={buttonClass("quiet", "py-0")}>
          Leave
        </button>
      </Form>
    </section>
  )
}

/** Hour and minute in the reader's zone, UTC until the page lives. */
function Until({ at }: { readonly at: string }) {
  const zone = useZone()
  const text =
    zone === "utc"
      ? `${at.slice(11, 16)} UTC`
      : new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })
  return (
    <time dateTime={at} className="tnum">
      {text}
    </time>
  )
}
