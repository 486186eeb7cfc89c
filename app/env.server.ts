import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { randomBytes } from "node:crypto"
import { join, resolve } from "node:path"
import * as z from "zod"
import { keptDays } from "./kept-days.ts"
import { parsePorts } from "./domain/sources/port-range.ts"
import { parseProxies } from "./http/client-address.ts"
import { type Mailbox, parseMailbox } from "./mail/address.ts"

const port = z.coerce.number().int().min(0).max(65535)

const secret = z.string().min(32, "must be at least 32 characters of chance, such as `openssl rand -hex 32`")

const mailbox = z.string().transform((text, context): Mailbox => {
  const parsed = parseMailbox(text)
  if (parsed) return parsed
  context.addIssue({ code: "custom", message: "must be an address, or `Name <address>`" })
  return z.NEVER
})

const proxies = z.string().transform((text, context) => {
  try {
    return parseProxies(text)
  } catch (error) {
    context.addIssue({ code: "custom", message: error instanceof Error ? error.message : "is no list" })
    return z.NEVER
  }
})

const portRange = z.string().transform((text, context) => {
  const range = parsePorts(text)
  if (range) return range
  context.addIssue({ code: "custom", message: "must be a port, or two of them as 6515-6614" })
  return z.NEVER
})

const schema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  PORT: port.default(3000),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SECRET_KEY: secret.optional(),
  SECRET_KEY_PREVIOUS: secret.optional(),
  DATA_DIR: z.string().min(1).default(".data"),
  INGEST_PORT: port.default(3001),
  INGEST_CLIENT_RATE: z.coerce.number().int().min(1).default(1000),
  DEMO_DAYS: z.coerce.number().int().min(1).max(90).default(60),
  TRUSTED_PROXIES: proxies.prefault(""),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: mailbox.optional(),
  SYSLOG_HOST: z.string().min(1).default("0.0.0.0"),
  SYSLOG_PORTS: portRange.prefault("6515-6614"),
  SYSLOG_TLS_PORT: port.optional(),
  SYSLOG_TLS_CERT: z.string().min(1).optional(),
  SYSLOG_TLS_KEY: z.string().min(1).optional(),
  SYSLOG_TLS_CLIENT_CA: z.string().min(1).optional(),
  MAIL_PORT: port.optional(),
  MAIL_DOMAIN: z.hostname().toLowerCase().optional(),
  MAIL_TLS_CERT: z.string().min(1).optional(),
  MAIL_TLS_KEY: z.string().min(1).optional(),
  PREVIEW_MILLISECONDS: z.coerce.number().int().min(1).max(20_000).default(8000),
  ...keptDays,
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
})

export type Env = Omit<z.infer<typeof schema>, "SECRET_KEY" | "DATA_DIR"> & {
  readonly SECRET_KEY: string
  /** Absolute path of the folder for the embedded database and what belongs to this machine. */
  readonly DATA_DIR: string
  /** Origin people reach the portal at, without a trailing slash. */
  readonly origin: string
}

/**
 * Reads the environment once. Without a `DATABASE_URL` a secret is made and kept in the data folder; with one,
 * `SECRET_KEY` must be given, because several machines have to agree on it.
 *
 * @throws Error naming the variable that is wrong and what it should be.
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""))
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`)
    throw new Error(`The environment is not usable.\n  ${problems.join("\n  ")}`)
  }
  const env = parsed.data
  if (env.DATABASE_URL && !env.SECRET_KEY)
    throw new Error(
      "The environment is not usable.\n  SECRET_KEY: must be set together with DATABASE_URL (the same on every machine)",
    )
  for (const [given, needed, why] of together)
    if (env[given] !== undefined && env[needed] === undefined)
      throw new Error(
        `The environment is not usable.\n  ${needed}: must be set together with ${given} (${why})`,
      )
  const folder = resolve(env.DATA_DIR)
  return {
    ...env,
    DATA_DIR: folder,
    SECRET_KEY: env.SECRET_KEY ?? keptSecret(folder),
    origin: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, ""),
  }
}

const together = [
  ["SMTP_URL", "MAIL_FROM", "whom mails come from"],
  ["SYSLOG_TLS_PORT", "SYSLOG_TLS_CERT", "a PEM file with the server's certificate"],
  ["SYSLOG_TLS_PORT", "SYSLOG_TLS_KEY", "a PEM file with its private key"],
  ["MAIL_PORT", "MAIL_DOMAIN", "what stands behind the @ of the portal's mailboxes"],
  ["MAIL_TLS_CERT", "MAIL_TLS_KEY", "a PEM file with its private key"],
] as const

function keptSecret(folder: string): string {
  const file = join(folder, "secret-key")
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600 })
  }
  return readFileSync(file, "utf8").trim()
}

let current: Env | undefined

/** The environment of this process, read at first use. */
export function env(): Env {
  current ??= readEnv()
  return current
}
