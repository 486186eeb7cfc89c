import { readFileSync } from "node:fs"
import type { Env } from "#app/env.server.ts"
import type { PortRange } from "#app/domain/sources/port-range.ts"
import type { TlsFiles } from "./syslog/doors.ts"

/** Where the receiver listens besides HTTP. */
export type ListenerConfig = {
  readonly host: string
  /** The ports that sources may be given. */
  readonly ports: PortRange
  readonly tls: (TlsFiles & { readonly port: number }) | null
  readonly mail: {
    readonly port: number
    readonly domain: string
    readonly certificate: { readonly cert: string; readonly key: string } | null
  } | null
}

/** @throws Error that names the variable whose file cannot be read */
export function listenerConfig(env: Env): ListenerConfig {
  const { SYSLOG_TLS_PORT, SYSLOG_TLS_CERT, SYSLOG_TLS_KEY, MAIL_PORT, MAIL_DOMAIN } = env
  const { SYSLOG_TLS_CLIENT_CA, MAIL_TLS_CERT, MAIL_TLS_KEY } = env
  return {
    host: env.SYSLOG_HOST,
    ports: env.SYSLOG_PORTS,
    tls:
      SYSLOG_TLS_PORT !== undefined && SYSLOG_TLS_CERT && SYSLOG_TLS_KEY
        ? {
            port: SYSLOG_TLS_PORT,
            cert: pem("SYSLOG_TLS_CERT", SYSLOG_TLS_CERT),
            key: pem("SYSLOG_TLS_KEY", SYSLOG_TLS_KEY),
            clientCa: SYSLOG_TLS_CLIENT_CA ? pem("SYSLOG_TLS_CLIENT_CA", SYSLOG_TLS_CLIENT_CA) : null,
          }
        : null,
    mail:
      MAIL_PORT !== undefined && MAIL_DOMAIN
        ? {
            port: MAIL_PORT,
            domain: MAIL_DOMAIN,
            certificate:
              MAIL_TLS_CERT && MAIL_TLS_KEY
                ? { cert: pem("MAIL_TLS_CERT", MAIL_TLS_CERT), key: pem("MAIL_TLS_KEY", MAIL_TLS_KEY) }
                : null,
          }
        : null,
  }
}

function pem(name: string, file: string): string {
  try {
    return readFileSync(file, "utf8")
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : String(error)
    throw new Error(`${name}: ${file} cannot be read (${why})`)
  }
}
