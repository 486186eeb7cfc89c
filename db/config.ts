import { createHmac } from "node:crypto"

/** Where the database is: the owner's URL and the secret the logins' passwords come from. */
export type DatabaseConfig = { readonly ownerUrl: string; readonly secretKey: string }

export const logins = ["portal_web", "portal_ingest", "portal_worker"] as const
export type Login = (typeof logins)[number]

let current: DatabaseConfig | undefined

/** Called once by each process before it opens a connection. */
export function configureDatabase(config: DatabaseConfig): void {
  current = config
}

export function databaseConfig(): DatabaseConfig {
  if (!current) throw new Error("The database is not configured: call configureDatabase first.")
  return current
}

/** Reads every table for backups and nothing else; no server process connects as it. */
export const backupLogin = "portal_backup"

/** Every login's password follows from the secret, so that no further secret has to be kept. */
export function loginPassword(config: DatabaseConfig, login: Login | typeof backupLogin): string {
  return createHmac("sha256", config.secretKey).update(`database-login:${login}`).digest("base64url")
}

/** The owner's URL with the login's name and password in place of the owner's. */
export function loginUrl(config: DatabaseConfig, login: Login | typeof backupLogin): string {
  const url = new URL(config.ownerUrl)
  url.username = login
  url.password = loginPassword(config, login)
  return url.toString()
}
