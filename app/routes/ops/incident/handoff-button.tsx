import { useState } from "react"
import { ChoiceField, TextField, ValuesField } from "#app/ui/field.tsx"
import { AskButton } from "./ask-button.tsx"
import { approvalWords } from "./course-words.ts"

type Errors = Readonly<Record<string, string>>

/** A reason to ask: its code, its words, and whether it is a containment, which needs targets and an approval class. */
export type AskReason = { readonly code: string; readonly words: string; readonly contains: boolean }

/** Asks the other team: help, to work together, or to take it over. */
export function HandoffButton({
  team,
  reasons,
  staysOurs,
  action,
}: {
  readonly team: "noc" | "soc"
  /** Why this team may ask. */
  readonly reasons: readonly AskReason[]
  /** It is need to know: nobody takes it over. */
  readonly staysOurs: boolean
  readonly action: string
}) {
  const other = team === "noc" ? "soc" : "noc"
  const name = other.toUpperCase()
  return (
    <AskButton
      label={`Hand off to the ${name} …`}
      title={`Hand off to the ${name}`}
      confirm={`Ask the ${name}`}
      act="handoff"
      action={action}
      fields={{ to: other }}
    >
      {({ errors }) => (
        <>
          <ChoiceField
            label="What for"
            name="type"
            defaultValue={staysOurs ? "joint" : "transfer"}
            error={errors["type"]}
          >
            {staysOurs ? null : <option value="transfer">Take it over</option>}
            <option value="consult">Advise us; it stays ours</option>
            <option value="joint">Work on it with us; it stays ours</option>
          </ChoiceField>
          <What name={name} reasons={reasons} errors={errors} />
          <p className="text-xs text-text-3">
            {staysOurs
              ? "They read what you write here and nothing else of it. "
              : "It stays yours until they accept. "}
            The client's clocks do not notice; one for their answer starts.
          </p>
        </>
      )}
    </AskButton>
  )
}

function What({
  name,
  reasons,
  errors,
}: {
  readonly name: string
  readonly reasons: readonly AskReason[]
  readonly errors: Errors
}) {
  const [code, setCode] = useState(reasons[0]?.code ?? "")
  const contains = reasons.some((reason) => reason.code === code && reason.contains)
  return (
    <>
      <ChoiceField
        label="Reason"
        name="reasonCode"
        required
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        error={errors["reasonCode"]}
      >
        {reasons.map((reason) => (
          <option key={reason.code} value={reason.code}>
            {reason.words}
          </option>
        ))}
      </ChoiceField>
      <ValuesField
        label={`What the ${name} should do`}
        name="ask"
        rows={3}
        maxLength={5000}
        required
        hint="What you found, and what you need from them."
        error={errors["ask"]}
      />
      <ValuesField
        label={contains ? "Targets" : "Targets (if there are any)"}
        name="targets"
        rows={3}
        required={contains}
        hint="Hosts, addresses or segments, one a line, 50 at most."
        error={errors["targets"]}
      />
      {contains ? <WhoApproves name={name} errors={errors} /> : null}
    </>
  )
}

/** On whose word a containment goes ahead. */
function WhoApproves({ name, errors }: { readonly name: string; readonly errors: Errors }) {
  const [approval, setApproval] = useState("")
  return (
    <>
      <ChoiceField
        label="Who approves it"
        name="approval"
        required
        value={approval}
        onChange={(event) => setApproval(event.currentTarget.value)}
        hint={`The ${name} can accept it once it is approved.`}
        error={errors["approval"]}
      >
        <option value="">Choose …</option>
        {Object.entries(approvalWords).map(([value, words]) => (
          <option key={value} value={value}>
            {words(name)}
          </option>
        ))}
      </ChoiceField>
      {approval === "pre_approved" ? (
        <TextField
          label="Where the client agreed to it"
          name="agreement"
          required
          maxLength={500}
          hint="A clause of the contract, a runbook."
          error={errors["agreement"]}
        />
      ) : null}
    </>
  )
}
