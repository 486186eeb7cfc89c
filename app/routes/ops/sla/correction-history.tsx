import { Said } from "#app/ui/said.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import { type CorrectionLine, outcomeWords } from "../../shared/sla/correction-line.ts"
import { DecideForm } from "./decide-form.tsx"

/** Each request with what became of it, the last on top; whoever may decides right here. */
export function CorrectionHistory({
  corrections,
  decidable,
  mayApprove,
  wouldBe,
}: {
  readonly corrections: readonly CorrectionLine[]
  /** Ids of those this person may decide. */
  readonly decidable: readonly string[]
  readonly mayApprove: boolean
  /** What an approval of the one that waits would do. */
  readonly wouldBe: string
}) {
  if (corrections.length === 0)
    return <p className="text-text-2">Nothing was asked: it stands as it was recorded.</p>
  return (
    <ol className="grid gap-4">
      {corrections.map((correction) => (
        <li key={correction.id} className="grid gap-2 border-b border-line pb-4 last:border-0 last:pb-0">
          <p className="font-medium">
            From <Moment at={correction.recordedAt} /> to <Moment at={correction.stoppedAt} />
          </p>
          <p className="text-sm">
            <Said>{correction.requestedByName}</Said> asked{" "}
            <span className="text-text-3">
              <Moment at={correction.requestedAt} />
            </span>
          </p>
          <p className="[overflow-wrap:anywhere] whitespace-pre-wrap text-text-2">
            <Said>{correction.reason}</Said>
          </p>
          {correction.decidedAt ? <Decided correction={correction} at={correction.decidedAt} /> : null}
          {correction.state === "requested" && wouldBe !== "" ? <p>{wouldBe}</p> : null}
          {correction.state === "requested" && decidable.includes(correction.id) ? (
            <DecideForm
              id={correction.id}
              approve="the stop is moved"
              refuse="it stays as recorded"
              submit="Decide on the stop"
            />
          ) : null}
          {correction.state === "requested" && mayApprove && !decidable.includes(correction.id) ? (
            <p className="text-sm text-text-2">
              Somebody else has to decide this: you asked for it or own the incident.
            </p>
          ) : null}
        </li>
      ))}
    </ol>
  )
}

function Decided({ correction, at }: { readonly correction: CorrectionLine; readonly at: string }) {
  return (
    <>
      <p className="text-sm">
        <Said>{correction.decidedByName ?? "somebody"}</Said> {correction.state}{" "}
        <span className="text-text-3">
          <Moment at={at} />
        </span>
        {correction.state === "approved" ? `: ${outcomeWords(correction)}` : ""}
      </p>
      {correction.decision ? (
        <p className="[overflow-wrap:anywhere] whitespace-pre-wrap text-text-2">
          <Said>{correction.decision}</Said>
        </p>
      ) : null}
    </>
  )
}
