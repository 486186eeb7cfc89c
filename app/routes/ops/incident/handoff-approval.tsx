import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { TextField } from "#app/ui/field.tsx"
import { Said } from "#app/ui/said.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import { AskButton } from "./ask-button.tsx"
import type { HandoffLine } from "./course-here.server.ts"
import { approvalWords } from "./course-words.ts"

/** On whose word a containment goes ahead, and whether it was given; nothing for what needs none. */
export function ApprovalLine({ handoff }: { readonly handoff: HandoffLine }) {
  const { approvalClass, awaits, toTeam, state } = handoff
  if (approvalClass === null) return null
  const who = approvalWords[approvalClass](toTeam.toUpperCase())
  if (awaits)
    return (
      <p className="text-sm">
        <span className="rounded-full bg-s3-tint px-2.5 text-xs text-s3-ink">
          {state === "requested" ? "waits for approval" : "not approved"}
        </span>{" "}
        Approval: {who}
      </p>
    )
  return (
    <p className="text-sm text-text-2 [overflow-wrap:anywhere]">
      <span className="rounded-full bg-done-tint px-2.5 text-xs text-done-ink">approved</span> {who}
      {handoff.agreement ? (
        <>
          : <Said>{handoff.agreement}</Said>
        </>
      ) : null}
      {handoff.approvedByContact ? (
        <>
          : <Said>{handoff.approvedByContact}</Said>, <Said>{handoff.approvalHow}</Said>; written down
        </>
      ) : null}
      {handoff.approvedAt ? (
        <>
          {" "}
          by <Said>{handoff.approvedByName}</Said> · <Moment at={handoff.approvedAt} />
        </>
      ) : null}
    </p>
  )
}

/** Gives the approval that is waited for, to those who may. */
export function Approvals({ handoff }: { readonly handoff: HandoffLine }) {
  const action = `/ops/handoffs/${handoff.id}`
  if (handoff.state !== "requested") return null
  if (handoff.awaits === "lead" && handoff.mayApprove)
    return (
      <ActForm act="approve" action={action} className="contents">
        {({ busy }) => (
          <Button look="primary" type="submit" disabled={busy} className="justify-self-start">
            Approve the containment
          </Button>
        )}
      </ActForm>
    )
  if (handoff.awaits === "client" && handoff.mayAnswer)
    return (
      <AskButton
        label="The client approved …"
        title="The client approved the containment"
        confirm="Write the approval down"
        act="client-approved"
        action={action}
        look="primary"
      >
        {({ errors }) => (
          <>
            <TextField
              label="Who of the client"
              name="contact"
              required
              maxLength={500}
              autoComplete="off"
              error={errors["contact"]}
            />
            <TextField
              label="How they said so"
              name="how"
              required
              maxLength={500}
              hint="By telephone, called back; in which mail or ticket."
              error={errors["how"]}
            />
            <p className="text-xs text-text-3">
              It is kept with your name and the time. Who asked for the containment cannot write it down.
            </p>
          </>
        )}
      </AskButton>
    )
  return null
}
