import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import { ReasonDialog } from "./reason-dialog.tsx"
import type { ShownRetirement } from "./retirement.server.ts"

type Props = {
  readonly name: string
  /** Null while it is in use. */
  readonly retiredAt: string | null
  readonly retirement: ShownRetirement
}

/** Takes a policy out of use, after a look at what that ends; or back into it. */
export function RetireSection({ name, retiredAt, retirement }: Props) {
  const said = visibleText(name)
  const { clocks, clients } = retirement
  const isDone = retiredAt !== null && clients.length === 0
  return (
    <Section title="Retirement">
      {retiredAt ? (
        <p>
          Retired <Moment at={retiredAt} />. It can be neither bound nor changed.
        </p>
      ) : (
        <p className="text-text-2">A policy that nobody is to be promised any more is retired as a whole.</p>
      )}
      {isDone ? null : <WhatEnds retirement={retirement} />}
      <div className="flex flex-wrap justify-end gap-2">
        {retiredAt ? (
          <ReasonDialog
            label="Take back into use …"
            title={`Take ${said} back into use?`}
            confirm={`Take ${said} back into use`}
            act="reactivate"
            look="primary"
          >
            Clients that had it until it was retired, and to whom nothing was bound since, are promised the
            same version again from now on; those that were to have it later, from that time on. Clocks it
            ended stay ended: only new ones go by it.
          </ReasonDialog>
        ) : null}
        {isDone ? null : (
          <ReasonDialog
            label={retiredAt ? "Finish the retirement …" : "Retire …"}
            title={`Retire ${said}?`}
            confirm={`Retire ${said}`}
            act="retire"
            look="danger"
          >
            {clients.length === 0
              ? "It is bound to no client, and no clock goes by it: nothing ends but that it can be bound."
              : `${count(clocks, "running clock")} at ${count(clients.length, "client")} end now, without an outcome and for good: nobody is told of them any more. What was late stays a miss, and clocks that ended stay as they are.`}{" "}
            Taking {said} back into use later starts new clocks only.
          </ReasonDialog>
        )}
      </div>
    </Section>
  )
}

function WhatEnds({ retirement: { clocks, breached, clients } }: Pick<Props, "retirement">) {
  if (clients.length === 0)
    return <p className="text-text-2">It is bound to no client, and no clock goes by it.</p>
  return (
    <div className="grid gap-2">
      <p>
        {count(clocks, "running clock")} at {count(clients.length, "client")} would end without an outcome.
        {breached > 0
          ? ` ${breached} of them ${breached === 1 ? "is" : "are"} late and would stay a miss.`
          : ""}
      </p>
      <ul className="grid gap-1 text-sm" aria-label="What would end">
        {clients.map(({ id, name, clocks: own, after, next }) => (
          <li key={id} className="border-b border-line pb-1">
            <span className="font-medium">
              <Said>{name}</Said>
            </span>{" "}
            <span className="text-text-2">
              {count(own, "clock")}; then <Said>{after}</Said>
              {next ? (
                <>
                  , and <Said>{next.name}</Said> from <Moment at={next.from} />
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

const count = (n: number, what: string) => `${n.toLocaleString("en")} ${what}${n === 1 ? "" : "s"}`
