import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { currentOrigin } from "#app/domain/audit/origin.server.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Reach } from "#app/kernel/scope.ts"
import { inIdentity } from "#db/identity.ts"
import type { Principal, Viewing } from "./principal.ts"

/** What this process has written in this hour: most visits need no transaction to find out that they are noted already. */
const noted = new Set<string>()
let notedHour = ""
const remembered = 10_000

/**
 * Notes that somebody reads across clients: once for each person, screen and hour. Work that came over no network (the
 * portal's own, and the command line's) is not somebody reading.
 */
export async function noteCrossClientRead(who: Principal, reach: Reach): Promise<void> {
  const screen = currentOrigin()?.screen
  if (screen === undefined || (reach !== "all" && reach.length < 2)) return
  await noteOnce(who, "access.read", screen, { after: { screen } })
}

/** Notes that somebody asked for what their role does not allow: once for each person, need, screen and hour. */
export async function noteRefusal(who: Principal, missing: readonly Permission[]): Promise<void> {
  const screen = currentOrigin()?.screen
  await noteOnce(who, "access.refuse", [...missing, screen].join(" "), {
    result: "refused",
    after: { missing, role: who.role, ...(screen ? { screen } : {}) },
    ...(who.clientId ? { clientId: who.clientId } : {}),
  })
}

/** Notes each page somebody of the provider opens in a client's portal; the several loaders of one request once. */
export async function noteViewing({ actor }: Principal, view: Viewing, path: string): Promise<void> {
  const requestId = currentOrigin()?.requestId
  await inIdentity((tx) =>
    recordProviderAudit(tx, {
      actor,
      action: "view-as.open",
      targetId: view.clientId,
      clientId: view.clientId,
      reason: view.reason,
      after: { path },
      ...(requestId === undefined ? {} : { oncePerHour: requestId }),
    }),
  )
}

type Noted = Omit<Parameters<typeof recordProviderAudit>[1], "actor" | "action" | "oncePerHour">

async function noteOnce(
  { actor }: Principal,
  action: "access.read" | "access.refuse",
  oncePerHour: string,
  what: Noted,
): Promise<void> {
  await inIdentityUnlessNoted(["id" in actor ? actor.id : actor.name, action, oncePerHour].join(" "), (tx) =>
    recordProviderAudit(tx, { actor, action, oncePerHour, ...what }),
  )
}

async function inIdentityUnlessNoted(
  key: string,
  write: Parameters<typeof inIdentity<void>>[0],
): Promise<void> {
  const hour = new Date().toISOString().slice(0, 13)
  if (hour !== notedHour || noted.size >= remembered) noted.clear()
  notedHour = hour
  if (noted.has(key)) return
  await inIdentity(write)
  noted.add(key)
}
