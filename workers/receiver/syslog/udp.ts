import { createSocket, type Socket } from "node:dgram"
import { isIPv6 } from "node:net"
import type { Intake } from "./intake.ts"
import { datagrams } from "./limits.ts"

type Options = {
  readonly host: string
  readonly port: number
  readonly credentialHash: string
  readonly intake: Intake
  /** Told how many datagrams there was no room for. */
  readonly onDrop: (count: number) => void
}

/** An open port for datagrams. */
export type UdpDoor = { readonly close: () => Promise<void> }

/**
 * One message a datagram (RFC 5426), best effort: nobody is told that one arrived, and what the machine drops before it is
 * read nobody counts. What is read waits in a bounded queue; beyond it datagrams are dropped and counted.
 *
 * @throws Error with the code of the operating system when the port cannot be opened
 */
export async function openUdp({ host, port, credentialHash, intake, onDrop }: Options): Promise<UdpDoor> {
  const socket = createSocket({ type: isIPv6(host) ? "udp6" : "udp4", recvBufferSize: 1024 * 1024 })
  let waiting: Buffer[] = []
  let bytes = 0
  let storing: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    timer = undefined
    if (storing || waiting.length === 0) return
    const taken = waiting
    waiting = []
    bytes = 0
    storing = intake
      .store(credentialHash, taken)
      .then(
        (stored) => stored || onDrop(taken.length),
        () => onDrop(taken.length),
      )
      .then(() => {
        storing = null
        flush()
      })
  }
  socket.on("message", (message) => {
    const trimmed = withoutEnd(message)
    if (trimmed.length === 0) return
    if (waiting.length >= datagrams.messages || bytes + trimmed.length > datagrams.bytes) return onDrop(1)
    waiting.push(trimmed)
    bytes += trimmed.length
    timer ??= setTimeout(flush, datagrams.gatherMs)
  })
  await bound(socket, host, port)
  socket.on("error", () => {})
  return {
    async close() {
      await new Promise<void>((resolve) => socket.close(() => resolve()))
      clearTimeout(timer)
      flush()
      while (storing) await storing
    },
  }
}

function bound(socket: Socket, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      socket.close()
      reject(error)
    }
    socket.once("error", fail)
    socket.bind({ address: host, port, exclusive: true }, () => {
      socket.off("error", fail)
      resolve()
    })
  })
}

function withoutEnd(message: Buffer): Buffer {
  let end = message.length
  while (end > 0 && [0x0a, 0x0d, 0].includes(message[end - 1] ?? -1)) end--
  return message.subarray(0, end)
}
