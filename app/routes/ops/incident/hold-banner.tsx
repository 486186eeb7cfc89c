import { Pause } from "lucide-react"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import type { CourseHere } from "./course-here.server.ts"
import { holdWords } from "./course-words.ts"

/** An incident on hold says so: what it waits for, since when, what happens next by itself. */
export function HoldBanner({
  hold,
  action,
  mayWork,
}: {
  readonly hold: NonNullable<CourseHere["hold"]>
  readonly action: string
  readonly mayWork: boolean
}) {
  const next =
    hold.kind !== "waiting_client"
      ? "Work goes on by itself"
      : hold.isReminded
        ? "Reminded; resolved without an answer"
        : "The client is reminded"
  return (
    <section
      aria-label="Hold"
      className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-s5 bg-s5-tint p-3 text-s5-ink"
    >
      <p className="min-w-56 flex-1">
        <Pause className="mr-1.5 inline size-4" aria-hidden="true" />
        <strong className="font-semibold">On hold, {holdWords[hold.kind]}</strong>
        {hold.since ? (
          <>
            {" "}
            since <Moment at={hold.since} />
          </>
        ) : null}
        .{" "}
        {hold.until ? (
          <>
            {next} <Moment at={hold.until} />.
          </>
        ) : null}
      </p>
      {mayWork ? (
        <ActForm act="release" action={action} className="contents">
          {({ busy }) => (
            <Button type="submit" disabled={busy}>
              End the hold
            </Button>
          )}
        </ActForm>
      ) : null}
    </section>
  )
}
