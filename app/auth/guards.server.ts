import { type RecordKind, tenantOf } from "#db/locate.ts"
import { DomainError, notFound } from "#app/kernel/errors.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { type IdentityTx, inIdentity } from "#db/identity.ts"
import { type ClientPeopleTx, inClientPeople, inProvider, type ProviderTx } from "#db/provider-door.ts"
import { inPortfolio, inTenant, type ReadTx, type TenantTx } from "#db/tenant.ts"
import { mintPortfolio, mintScope } from "./mint-scope.server.ts"
import { noteCrossClientRead, noteRefusal } from "./note-access.server.ts"
import type { Principal } from "./principal.ts"

/**
 * The guards: each checks what the work needs, opens the transaction that sees just what the person may see, and runs
 * the work in it. The type of the transaction names the needs, so a verb that asks for more does not compile.
 */

/** Reads across every client in the person's reach, and notes that they do. @throws DomainError `forbidden` naming what is missing. */
export async function withPortfolio<P extends Permission, T>(
  who: Principal,
  needs: readonly P[],
  read: (t: ReadTx<P>) => Promise<T>,
): Promise<T> {
  await require(who, needs)
  await noteCrossClientRead(who)
  return inPortfolio(mintPortfolio<P>(who.reach, who.actor), read)
}

/**
 * Works on the client that owns a record, found by the record's id.
 *
 * @throws DomainError `not_found` when there is none in reach: another client's record and a random id answer alike.
 */
export async function withTenantOf<P extends Permission, T>(
  who: Principal,
  record: { readonly kind: RecordKind; readonly id: string },
  needs: readonly P[],
  work: (t: TenantTx<P>) => Promise<T>,
): Promise<T> {
  await require(who, needs)
  const tenantId = await inPortfolio(mintPortfolio(who.reach, who.actor), (t) =>
    tenantOf(t, record.kind, record.id),
  )
  if (!tenantId) throw notFound(record.kind === "tenant" ? "Client" : capital(record.kind))
  return retryDeadlocks(() => inTenant(mintScope<P>(tenantId, who.actor), work))
}

/** Works in a client that is only now being made, under an id nobody has. */
export async function withNewTenant<P extends Permission, T>(
  who: Principal,
  id: TenantId,
  needs: readonly P[],
  work: (t: TenantTx<P>) => Promise<T>,
): Promise<T> {
  await require(who, needs)
  if (who.reach !== "all")
    throw new DomainError("forbidden", "Only somebody who reaches every client may add one.")
  return inTenant(mintScope<P>(id, who.actor), work)
}

/** Reads a client person's own organisation, and nothing else. */
export async function withOwnClient<P extends Permission, T>(
  who: Principal & { readonly clientId: TenantId },
  needs: readonly P[],
  read: (t: ReadTx<P>) => Promise<T>,
): Promise<T> {
  await require(who, needs)
  return inPortfolio(mintPortfolio<P>([who.clientId], who.actor), read)
}

/**
 * Works on the provider's own audit. `null` for somebody who does not reach every client: what the provider's people do is
 * not for them.
 */
export async function withProviderAudit<T>(
  who: Principal,
  work: (tx: IdentityTx) => Promise<T>,
): Promise<T | null> {
  await require(who, ["audit.read"])
  return who.reach === "all" ? inIdentity(work) : null
}

/** Works on the provider's own rows, which belong to no client: only for somebody who reaches every client. */
export async function withProvider<P extends Permission, T>(
  who: Principal,
  needs: readonly P[],
  work: (tx: ProviderTx<P>) => Promise<T>,
): Promise<T> {
  await require(who, needs)
  if (who.reach !== "all")
    throw new DomainError("forbidden", "Only somebody who reaches every client may do this.")
  return inProvider<P, T>(who.actor, work)
}

/**
 * Works on the people of one client: for its own manager, and for staff who may do so on its behalf.
 *
 * @throws DomainError `forbidden`; `not_found` for a client out of reach
 */
export async function withClientPeople<T>(
  who: Principal,
  clientId: TenantId,
  work: (tx: ClientPeopleTx) => Promise<T>,
): Promise<T> {
  await require(who, [who.clientId ? "own.people" : "client-people.manage"])
  if (who.reach !== "all" && !who.reach.includes(clientId)) throw notFound("Client")
  return inClientPeople(who.actor, clientId, work)
}

async function require(who: Principal, needs: readonly Permission[]): Promise<void> {
  const missing = needs.filter((need) => !who.permissions.has(need))
  if (missing.length === 0) return
  await noteRefusal(who, missing)
  throw new DomainError(
    "forbidden",
    `Your role (${who.role}) lacks: ${missing.join(", ")}. An administrator can grant it.`,
  )
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** Two units of work that wait for each other: Postgres ends one, and doing it over is right, for all of it was undone. */
async function retryDeadlocks<T>(work: () => Promise<T>, tries = 3): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const code =
        error instanceof Error && error.cause && typeof error.cause === "object" && "code" in error.cause
          ? error.cause.code
          : null
      if (attempt >= tries || (code !== "40P01" && code !== "40001")) throw error
    }
  }
}

/** Reads across every client for the portal itself: readiness and metrics, never an answer with a client's data in it. */
export function withSystemPortfolio<T>(name: string, read: (t: ReadTx) => Promise<T>): Promise<T> {
  return inPortfolio(mintPortfolio("all", { kind: "system", name }), read)
}
