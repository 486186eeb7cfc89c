import { locate, type RecordKind } from "#db/locate.ts"
import { findProvider } from "#app/domain/clients/provider.server.ts"
import type { Discipline } from "#app/domain/ingest/adapter.ts"
import { conflict, DomainError, invalid, notFound } from "#app/kernel/errors.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Reach } from "#app/kernel/scope.ts"
import { type IdentityTx, inIdentity } from "#db/identity.ts"
import { type ClientPeopleTx, inClientPeople, inProvider, type ProviderTx } from "#db/provider-door.ts"
import { inPortfolio, inTenant, type ReadTx, type TenantTx } from "#db/tenant.ts"
import { covers, isEmpty, permissionsAt, reachOf } from "./access.ts"
import { mintPortfolio, mintScope } from "./mint-scope.server.ts"
import { noteCrossClientRead, noteRefusal } from "./note-access.server.ts"
import type { Principal } from "./principal.ts"
import { sightOf } from "./sight.ts"

/**
 * The guards: each checks what the work needs, opens the transaction that sees just what the person may see, and runs
 * the work in it. The type of the transaction names the needs, so a verb that asks for more does not compile.
 */

/**
 * Reads across the clients where the person's grants hold every need together, and notes that they do.
 *
 * @throws DomainError `forbidden` naming what is missing, where that is no client at all
 */
export async function withPortfolio<P extends Permission, T>(
  who: Principal,
  needs: readonly P[],
  read: (t: ReadTx<P>) => Promise<T>,
): Promise<T> {
  const reach = await requireSomewhere(who, needs)
  await noteCrossClientRead(who, reach)
  return inPortfolio(mintPortfolio<P>(reach, who.actor, sightOf(who)), read)
}

/** A record by its id; its discipline is looked up, or given where the record is only now being made. */
export type Located = { readonly kind: RecordKind; readonly id: string; readonly discipline?: Discipline }

/**
 * Works on the client that owns a record, found by the record's id.
 *
 * Who has the needs nowhere is refused before anything is looked for. A record no grant covers is not found, exactly like
 * a random id; one that is covered by grants which lack a need, or are for the other discipline, is refused by name.
 *
 * @throws DomainError `not_found` or `forbidden`
 */
export async function withTenantOf<P extends Permission, T>(
  who: Principal,
  record: Located,
  needs: readonly P[],
  work: (t: TenantTx<P>) => Promise<T>,
): Promise<T> {
  await requireSomewhere(who, needs)
  const found = await inPortfolio(mintPortfolio(reachOf(who, []), who.actor, sightOf(who)), (t) =>
    locate(t, record.kind, record.id),
  )
  if (!found) throw notFound(record.kind === "tenant" ? "Client" : capital(record.kind))
  await requireAt(who, found.tenantId, needs, record.discipline ?? found.discipline ?? undefined)
  return retryDeadlocks(() => inTenant(mintScope<P>(found.tenantId, who.actor, sightOf(who)), work))
}

/**
 * Works on several records of one client at once, such as incidents that are to be merged. Each is checked by itself: the
 * needs have to be held for every one, under its own discipline.
 *
 * @throws DomainError `not_found` or `forbidden` as for one; `conflict` for records of different clients, all in reach
 */
export async function withTenantOfAll<P extends Permission, T>(
  who: Principal,
  records: readonly Located[],
  needs: readonly P[],
  work: (t: TenantTx<P>) => Promise<T>,
): Promise<T> {
  const [first, ...rest] = records
  if (!first) throw invalid("Choose at least one.")
  await requireSomewhere(who, needs)
  const reach = reachOf(who, [])
  const found = await inPortfolio(mintPortfolio(reach, who.actor, sightOf(who)), async (t) => {
    const places: { tenantId: TenantId; discipline: Discipline | undefined }[] = []
    for (const { kind, id, discipline } of [first, ...rest]) {
      const place = await locate(t, kind, id)
      if (!place) throw notFound(kind === "tenant" ? "Client" : capital(kind))
      places.push({ tenantId: place.tenantId, discipline: discipline ?? place.discipline ?? undefined })
    }
    return places
  })
  for (const { tenantId, discipline } of found) await requireAt(who, tenantId, needs, discipline)
  const tenants = new Set(found.map((place) => place.tenantId))
  const [tenantId] = tenants
  if (!tenantId || tenants.size > 1)
    throw conflict("They belong to different clients, which never share an incident.")
  return retryDeadlocks(() => inTenant(mintScope<P>(tenantId, who.actor, sightOf(who)), work))
}

/**
 * Works on campaigns, which belong to no client: for whoever may at one client at least. What of a campaign lies at clients
 * out of their reach is for the work to leave out.
 */
export async function withCampaigns<T>(
  who: Principal,
  work: (tx: ProviderTx<"campaigns.work">, reach: Reach) => Promise<T>,
): Promise<T> {
  const reach = await requireSomewhere(who, ["campaigns.work", "incidents.read"])
  return inProvider<"campaigns.work", T>(who.actor, (tx) => work(tx, reach))
}

/** Works in a client that is only now being made, under an id nobody has. */
export async function withNewTenant<P extends Permission, T>(
  who: Principal,
  id: TenantId,
  needs: readonly P[],
  work: (t: TenantTx<P>) => Promise<T>,
): Promise<T> {
  await requireEverywhere(who, needs)
  return inTenant(mintScope<P>(id, who.actor, sightOf(who)), work)
}

/**
 * Works in the provider's own tenant, which owns shared sources and what is unrouted: only for somebody whose grants hold
 * the needs over all clients.
 *
 * @throws DomainError `forbidden`; `not_found` while there is no such tenant
 */
export async function withProviderTenant<P extends Permission, T>(
  who: Principal,
  needs: readonly P[],
  work: (t: TenantTx<P>) => Promise<T>,
): Promise<T> {
  await requireEverywhere(who, needs)
  const id = await inPortfolio(mintPortfolio("all", who.actor, sightOf(who)), findProvider)
  if (!id) throw notFound("Shared source")
  return retryDeadlocks(() => inTenant(mintScope<P>(id, who.actor, sightOf(who)), work))
}

/** Reads a client person's own organisation, and nothing else. */
export async function withOwnClient<P extends Permission, T>(
  who: Principal & { readonly clientId: TenantId },
  needs: readonly P[],
  read: (t: ReadTx<P>) => Promise<T>,
): Promise<T> {
  await requireAt(who, who.clientId, needs)
  return inPortfolio(mintPortfolio<P>([who.clientId], who.actor, sightOf(who)), read)
}

/** Works in a client person's own organisation: what its people may do there themselves. */
export async function withOwnTenant<P extends Permission, T>(
  who: Principal & { readonly clientId: TenantId },
  needs: readonly P[],
  work: (t: TenantTx<P>) => Promise<T>,
): Promise<T> {
  await requireAt(who, who.clientId, needs)
  return retryDeadlocks(() => inTenant(mintScope<P>(who.clientId, who.actor, sightOf(who)), work))
}

/**
 * Works on the provider's own audit. `null` for somebody who may not read the audit of every client: what the provider's
 * people do is not for them.
 */
export async function withProviderAudit<T>(
  who: Principal,
  work: (tx: IdentityTx) => Promise<T>,
): Promise<T | null> {
  return (await requireSomewhere(who, ["audit.read"])) === "all" ? inIdentity(work) : null
}

/** Works on the provider's own rows, which belong to no client: only for somebody whose grants hold the needs over all clients. */
export async function withProvider<P extends Permission, T>(
  who: Principal,
  needs: readonly P[],
  work: (tx: ProviderTx<P>) => Promise<T>,
): Promise<T> {
  await requireEverywhere(who, needs)
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
  const need = who.clientId ? "own.people" : "client-people.manage"
  await requireSomewhere(who, [need])
  if (!covers(reachOf(who, []), [clientId])) throw notFound("Client")
  await requireAt(who, clientId, [need])
  if (clientId === (await inPortfolio(mintPortfolio("all", who.actor, sightOf(who)), findProvider)))
    throw notFound("Client")
  return inClientPeople(who.actor, clientId, work)
}

/** @returns the clients where every need is held, at least one */
async function requireSomewhere(who: Principal, needs: readonly Permission[]): Promise<Reach> {
  const reach = reachOf(who, needs)
  if (!isEmpty(reach)) return reach
  const missing = needs.filter((need) => !who.permissions.has(need))
  if (missing.length > 0) return refuse(who, missing, `Your role (${who.role}) lacks: ${missing.join(", ")}.`)
  return refuse(who, needs, `No client is covered by grants with all of: ${needs.join(", ")}.`)
}

async function requireEverywhere(who: Principal, needs: readonly Permission[]): Promise<void> {
  if ((await requireSomewhere(who, needs)) === "all") return
  await refuse(who, needs, `This needs a grant over all clients with: ${needs.join(", ")}.`)
}

async function requireAt(
  who: Principal,
  tenantId: TenantId,
  needs: readonly Permission[],
  discipline?: Discipline,
): Promise<void> {
  const held = permissionsAt(who, tenantId, discipline)
  const missing = needs.filter((need) => !held.has(need))
  if (missing.length === 0) return
  const here = permissionsAt(who, tenantId)
  const ofOther = discipline !== undefined && missing.every((need) => here.has(need))
  const where = ofOther ? `on records of the ${discipline.toUpperCase()}` : "at this client"
  await refuse(who, missing, `Your role (${who.role}) lacks ${where}: ${missing.join(", ")}.`)
}

async function refuse(who: Principal, missing: readonly Permission[], why: string): Promise<never> {
  await noteRefusal(who, missing)
  throw new DomainError("forbidden", `${why} An administrator can grant it.`)
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
