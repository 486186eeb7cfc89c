import { useState } from "react"
import type { ListenerKind, ListenerState } from "#app/domain/sources/listener.ts"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { ConfirmButton } from "#app/ui/confirm-button.tsx"
import { ChoiceField, PayloadField, TextField } from "#app/ui/field.tsx"
import { Section } from "#app/ui/section.tsx"
import { AddressOnce } from "./address-once.tsx"
import type { readListening } from "./listening.server.ts"
import { ListenerRecipes } from "./listener-recipes.tsx"
import { NewAddress } from "./new-address.tsx"
import { Snippet } from "./snippet.tsx"

type Props = Awaited<ReturnType<typeof readListening>> & { readonly mayManage: boolean }
type Listener = Props["listeners"][number]

/** Where a source may deliver besides HTTP: ports, certificates, mailboxes, and how each does. */
export function Listening(props: Props) {
  const { kinds, listeners, heartbeat, mayManage, mailDomain, dropped } = props
  const [address, setAddress] = useState<string | null>(null)
  const [renewing, setRenewing] = useState<string | null>(null)
  if (heartbeat)
    return (
      <Section
        title="Heartbeat"
        intro="Whatever calls the address says that it lives. Put the token in its place."
      >
        <Snippet title="Call it from" text={heartbeat} />
      </Section>
    )
  if (kinds.length === 0) return null
  const isMail = kinds.includes("mail")
  return (
    <Section
      title={isMail ? "Mailboxes" : "Listeners"}
      intro={isMail ? introOfMail(mailDomain) : introOfSyslog}
    >
      {address ? <AddressOnce address={address} /> : null}
      {listeners.length === 0 ? (
        <p className="text-text-2">{isMail ? "No mailbox yet." : "It listens nowhere yet."}</p>
      ) : (
        <ul className="grid gap-3">
          {listeners.map((listener) => (
            <li key={listener.id} className="grid gap-3 rounded-md border border-line p-3">
              <ListenerLine listener={listener} mayManage={mayManage} onRenew={setRenewing} />
              {listener.recipes.length > 0 ? <ListenerRecipes recipes={listener.recipes} /> : null}
            </li>
          ))}
        </ul>
      )}
      {listeners.some(({ kind }) => kind === "syslog-udp") ? (
        <p className="text-sm text-text-2">
          Dropped for want of room in the last 24 hours: <span className="tnum">{dropped}</span>
        </p>
      ) : null}
      {isMail && mayManage ? (
        <NewAddress listener={renewing} onClose={() => setRenewing(null)} onAddress={setAddress} />
      ) : null}
      {mayManage ? <AddListener {...props} onAddress={setAddress} /> : null}
    </Section>
  )
}

const introOfSyslog =
  "Whose a message is, its port or its certificate says, never the host it names. Over TCP and TLS nothing that was read is lost. UDP is best effort: what there is no room for is dropped and counted, and what the network loses nobody sees."

const introOfMail = (domain: string | null) =>
  domain
    ? `Addresses at ${domain}. Whoever knows one can send alerts; attachments are not read.`
    : "This portal takes no mail yet: set MAIL_PORT and MAIL_DOMAIN."

const kindText: Record<ListenerKind, string> = {
  "syslog-tcp": "TCP",
  "syslog-udp": "UDP",
  "syslog-tls": "TLS",
  mail: "Mailbox",
}

const stateText: Record<ListenerState, readonly [words: string, ink: string]> = {
  listening: ["listening", "text-done-ink"],
  "in-use": ["another program has this port", "text-s1-ink"],
  forbidden: ["the system does not let us open this port: use one above 1023", "text-s1-ink"],
  taken: ["already given to another source: remove this one and choose another", "text-s1-ink"],
  outside: ["outside the ports of SYSLOG_PORTS", "text-s1-ink"],
  off: ["this door is not configured on the receivers", "text-s1-ink"],
  failed: ["could not be opened: the receiver's log says why", "text-s1-ink"],
}

function ListenerLine({
  listener: { id, kind, port, certificateHash, state },
  mayManage,
  onRenew,
}: {
  readonly listener: Listener
  readonly mayManage: boolean
  readonly onRenew: (listener: string) => void
}) {
  const [words, ink] = state ? stateText[state] : ["no receiver answers for it now", "text-text-2"]
  const name = port === null ? kindText[kind] : `${kindText[kind]} port ${port}`
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <div className="mr-auto min-w-0">
        <p className="font-medium">{name}</p>
        <p className={`text-sm ${ink}`}>{words}</p>
        {certificateHash ? (
          <p className="font-mono text-xs break-all text-text-2">SHA-256 {certificateHash}</p>
        ) : null}
      </div>
      {mayManage && kind === "mail" ? <Button onClick={() => onRenew(id)}>New address …</Button> : null}
      {mayManage ? (
        <ConfirmButton
          label="Remove"
          name={`Remove ${name}`}
          title={`Remove ${name}?`}
          confirm={`Remove ${name}`}
          act="unlisten"
          fields={{ listener: id }}
        >
          {kind === "mail"
            ? "Mails to its address are refused from now on. This cannot be undone."
            : "What sends there is refused from now on."}
        </ConfirmButton>
      ) : null}
    </div>
  )
}

function AddListener({
  kinds,
  freePort,
  ports,
  takesTls,
  mailDomain,
  onAddress,
}: Props & { readonly onAddress: (address: string) => void }) {
  const [kind, setKind] = useState<ListenerKind>(kinds[0] ?? "syslog-tcp")
  if (kind === "mail" && mailDomain === null) return null
  const added = ({ address }: { readonly address: string | null }) => address && onAddress(address)
  return (
    <ActForm<{ readonly address: string | null }> act="listen" onDone={added}>
      {({ busy, errors }) => (
        <>
          {kind === "mail" ? (
            <input type="hidden" name="kind" value="mail" />
          ) : (
            <ChoiceField
              label="Add a listener"
              name="kind"
              value={kind}
              onChange={(event) => setKind(event.target.value as ListenerKind)}
              error={errors["kind"]}
            >
              {kinds
                .filter((each) => each !== "syslog-tls" || takesTls)
                .map((each) => (
                  <option key={each} value={each}>
                    {choiceText[each]}
                  </option>
                ))}
            </ChoiceField>
          )}
          {kind === "syslog-tcp" || kind === "syslog-udp" ? (
            <TextField
              key={freePort}
              label="Port"
              name="port"
              inputMode="numeric"
              required
              defaultValue={freePort ?? ""}
              error={errors["port"]}
              hint={`From ${ports.from} to ${ports.to}. A port once given stays its client's.`}
            />
          ) : null}
          {kind === "syslog-tls" ? (
            <PayloadField
              label="The sender's certificate"
              name="certificate"
              rows={5}
              required
              spellCheck={false}
              placeholder="-----BEGIN CERTIFICATE-----"
              error={errors["certificate"]}
              hint="PEM text, without its key. Only its fingerprint is kept."
            />
          ) : null}
          <div>
            <Button type="submit" look="primary" disabled={busy}>
              {kind === "mail" ? "Add a mailbox" : "Add the listener"}
            </Button>
          </div>
        </>
      )}
    </ActForm>
  )
}

const choiceText: Record<ListenerKind, string> = {
  "syslog-tcp": "TCP, a port of its own",
  "syslog-udp": "UDP, a port of its own (best effort)",
  "syslog-tls": "TLS, with the sender's certificate",
  mail: "Mailbox",
}
