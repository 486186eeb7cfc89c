import { useState } from "react"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { ConfirmButton } from "#app/ui/confirm-button.tsx"
import { ChoiceField, TextField } from "#app/ui/field.tsx"
import { Section } from "#app/ui/section.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import type { readSigning } from "./signature-deed.server.ts"

type Props = NonNullable<Awaited<ReturnType<typeof readSigning>>> & { readonly mayManage: boolean }

/** Whether deliveries have to be signed besides bearing the token, and how. */
export function Signing({ now, ways, mayManage }: Props) {
  return (
    <Section
      title="Signature"
      intro="The token in an address can be read along the way. A signature also proves that the sender knows a secret that is never sent; what is not signed is refused with 401 and stored nowhere."
    >
      {now ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <div className="mr-auto min-w-0">
            <p className="font-medium">{now.label}</p>
            <p className="text-sm text-text-2">
              Demanded since <Moment at={now.createdAt} />, by {now.createdBy}. Refused in the last 24 hours:{" "}
              <span className={`tnum ${now.refused > 0 ? "text-s1-ink" : ""}`}>
                {now.refused.toLocaleString("en")}
              </span>
            </p>
          </div>
          {mayManage ? (
            <ConfirmButton
              label="Stop demanding it …"
              title="Take deliveries without a signature?"
              confirm="Take unsigned deliveries"
              act="drop-signature"
            >
              Whoever knows the token can then deliver. The secret is erased.
            </ConfirmButton>
          ) : null}
        </div>
      ) : (
        <p className="text-text-2">No signature is demanded: the token alone decides.</p>
      )}
      {mayManage ? <DemandForm ways={ways} isChange={now !== null} /> : null}
    </Section>
  )
}

function DemandForm({ ways, isChange }: { readonly ways: Props["ways"]; readonly isChange: boolean }) {
  const [chosen, setChosen] = useState(ways[0]?.key)
  const way = ways.find(({ key }) => key === chosen) ?? ways[0]
  return (
    <ActForm act="require-signature" said="From now on it is demanded.">
      {({ busy, errors }) => (
        <>
          <ChoiceField
            label={isChange ? "Change to" : "The tool signs as"}
            name="scheme"
            value={chosen}
            onChange={(event) => setChosen(event.target.value as typeof chosen)}
            error={errors["scheme"]}
          >
            {ways.map(({ key, label }) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </ChoiceField>
          <TextField
            label={way?.secretLabel ?? "Secret"}
            name="secret"
            type={way?.key === "sns" ? "text" : "password"}
            autoComplete="off"
            required
            error={errors["secret"]}
            hint={
              way?.key === "sns"
                ? "Only messages of this topic are taken. Turn raw message delivery off: raw messages are not signed."
                : "As the tool has it. It is kept sealed and shown to nobody again. Set it in the tool first."
            }
          />
          <div>
            <Button type="submit" disabled={busy}>
              {isChange ? "Change the signature" : "Demand the signature"}
            </Button>
          </div>
        </>
      )}
    </ActForm>
  )
}
