import * as z from "zod"
import { conflict, invalid } from "#app/kernel/errors.ts"
import { newId, type SourceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { certificateHash } from "./certificate.ts"
import { listenersFor } from "./listener.ts"
import { insertListener, selectGivenPorts, selectKept, selectOwnPorts } from "./listeners.store.server.ts"
import { mintLocalPart } from "./mailbox.ts"
import { isWithin, type PortRange } from "./port-range.ts"
import { readSource } from "./read.server.ts"
import { insertCredential } from "./store.server.ts"
import { mintToken } from "./token.ts"

const port = z.coerce.number().int().min(1).max(65_535)
export const newListener = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("syslog-tcp"), port }),
  z.object({ kind: z.literal("syslog-udp"), port }),
  z.object({ kind: z.literal("syslog-tls"), certificate: z.string().trim().min(1).max(20_000) }),
  z.object({ kind: z.literal("mail") }),
])
export type NewListener = z.infer<typeof newListener>

type Needs = "sources.manage" | "sources.read"

/**
 * Lets a source deliver somewhere else than at the HTTP door: at a port of its own, with its certificate, or at a mailbox.
 *
 * @param ports what ports may be given
 * @returns the secret local part of a new mailbox, this once; null for the others
 * @throws DomainError `not_found`; `invalid` for a listener its format cannot have, a port outside the range, no
 *   certificate or one that has ended; `conflict` for a port or certificate that is taken
 */
export async function addListener(
  t: TenantTx<Needs>,
  sourceId: SourceId,
  wanted: NewListener,
  ports: PortRange,
): Promise<string | null> {
  const source = await readSource(t, sourceId)
  if (!listenersFor(source.adapter).includes(wanted.kind))
    throw invalid("A source of this tool cannot listen there.", { kind: "Choose another way." })
  const door = await doorOf(t, wanted, ports)
  const { localPart, hash } =
    wanted.kind === "mail" ? mintLocalPart() : { localPart: null, hash: mintToken().hash }
  const id = newId()
  await insertCredential(t, sourceId, hash)
  await insertListener(t, {
    id,
    sourceId,
    kind: wanted.kind,
    ...door,
    credentialHash: hash,
    createdAt: t.now,
  })
  await recordAudit(t, {
    action: "source.add-listener",
    targetId: sourceId,
    after: { listener: id, kind: wanted.kind, ...door },
  })
  return localPart
}

type Door = { readonly port: number | null; readonly certificateHash: string | null }

async function doorOf(t: TenantTx<Needs>, wanted: NewListener, ports: PortRange): Promise<Door> {
  if (wanted.kind === "mail") return { port: null, certificateHash: null }
  const kept = await selectKept(t)
  if (wanted.kind === "syslog-tls") {
    const hash = certificateHash(wanted.certificate, t.now)
    if (kept.some((listener) => listener.certificateHash === hash))
      throw conflict("This certificate already speaks for a source of this client.")
    return { port: null, certificateHash: hash }
  }
  await mustBeFree(t, wanted.port, ports)
  if (kept.some((listener) => listener.kind === wanted.kind && listener.port === wanted.port))
    throw taken(wanted.port)
  return { port: wanted.port, certificateHash: null }
}

/** Whether another client has it, only the receivers know: they settle what slips through here. */
async function mustBeFree(t: TenantTx<Needs>, wanted: number, ports: PortRange): Promise<void> {
  if (!isWithin(ports, wanted))
    throw invalid("That port cannot be given.", {
      port: `Choose one from ${ports.from} to ${ports.to}.`,
    })
  if ((await selectGivenPorts(t)).has(wanted) && !(await selectOwnPorts(t)).has(wanted)) throw taken(wanted)
}

const taken = (wanted: number) => conflict(`Port ${wanted} is taken. Choose another one.`)
