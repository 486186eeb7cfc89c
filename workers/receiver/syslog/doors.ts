import { createHash } from "node:crypto"
import { createServer, type Server, type Socket } from "node:net"
import type { ListenerState } from "#app/domain/sources/listener.ts"
import { createServer as createTlsServer, type TLSSocket } from "node:tls"

/** What the error of an operating system means for a listener. */
export function stateOfError(error: unknown): ListenerState {
  const code = error instanceof Error && "code" in error ? error.code : undefined
  if (code === "EADDRINUSE") return "in-use"
  return code === "EACCES" || code === "EPERM" ? "forbidden" : "failed"
}

/** A port that is open. */
export type Door = { readonly close: () => Promise<void> }

export type TlsFiles = {
  readonly cert: string
  readonly key: string
  /** Certificates of senders must also be issued by one of these. Null: a known fingerprint is enough. */
  readonly clientCa: string | null
}

/** A plain port. @throws Error with the code of the operating system when it cannot be opened */
export function openTcp(host: string, port: number, onSocket: (socket: Socket) => void): Promise<Door> {
  return opened(createServer(onSocket), host, port)
}

/**
 * The shared port for TLS (RFC 5425). Whoever connects proves to have the key of a certificate, and its fingerprint says
 * who that is; the name in it says nothing.
 *
 * @param onSocket told the SHA-256 of the sender's certificate in lower-case hex; null for a sender without one
 * @throws Error with the code of the operating system when the port cannot be opened, or of the TLS library for bad files
 */
export function openTls(
  host: string,
  port: number,
  { cert, key, clientCa }: TlsFiles,
  onSocket: (socket: TLSSocket, certificateHash: string | null) => void,
): Promise<Door> {
  const server = createTlsServer(
    {
      cert,
      key,
      requestCert: true,
      rejectUnauthorized: clientCa !== null,
      ...(clientCa === null ? {} : { ca: clientCa }),
      minVersion: "TLSv1.2",
      handshakeTimeout: 10_000,
    },
    (socket) => onSocket(socket, hashOf(socket)),
  )
  server.on("tlsClientError", (_, socket) => socket.destroy())
  return opened(server, host, port)
}

function hashOf(socket: TLSSocket): string | null {
  // Without a certificate there is an empty object.
  const raw = socket.getPeerCertificate().raw as Buffer | undefined
  return raw ? createHash("sha256").update(raw).digest("hex") : null
}

function opened(server: Server, host: string, port: number): Promise<Door> {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen({ host, port, exclusive: true }, () => {
      server.off("error", reject)
      server.on("error", () => {})
      resolve({ close: () => new Promise((closed) => void server.close(() => closed())) })
    })
  })
}
