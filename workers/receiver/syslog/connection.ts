import type { Socket } from "node:net"
import { FramingError, SyslogFraming } from "./framing.ts"
import type { Intake } from "./intake.ts"
import { goodbyeMs, idleMs, probeAfterMs } from "./limits.ts"

/** Why a connection ended. */
export type Ending = "closed" | "framing" | "revoked" | "idle" | "lost"

/**
 * Reads one sender until it closes. The next bytes are read when the last are stored: while the database is away the sender
 * waits, by TCP's own means, and nothing that was read is dropped. What comes meanwhile makes the next delivery.
 */
export async function serveConnection(
  socket: Socket,
  credentialHash: string,
  intake: Intake,
  ending: AbortSignal,
): Promise<Ending> {
  const framing = new SyslogFraming()
  let isStoring = false
  let isIdle = false
  const store = async (messages: readonly Buffer[]) => {
    if (messages.length === 0) return true
    isStoring = true
    return intake.store(credentialHash, messages).finally(() => (isStoring = false))
  }
  const leave = () => sayGoodbye(socket)
  ending.addEventListener("abort", leave)
  socket.setKeepAlive(true, probeAfterMs)
  socket.setTimeout(idleMs, () => {
    if (isStoring) return
    isIdle = true
    socket.destroy()
  })
  try {
    for await (const chunk of socket) if (!(await store(framing.push(chunk as Buffer)))) return "revoked"
    const last = framing.end()
    return (await store(last ? [last] : [])) ? "closed" : "revoked"
  } catch (error) {
    if (!(error instanceof FramingError)) return isIdle ? "idle" : "lost"
    return (await store(error.before).catch(() => true)) ? "framing" : "revoked"
  } finally {
    ending.removeEventListener("abort", leave)
    socket.destroy()
  }
}

/** Tells the sender that no more is wanted; what it had sent by then is still read. */
function sayGoodbye(socket: Socket): void {
  socket.end()
  setTimeout(() => socket.destroy(), goodbyeMs).unref()
}
