import * as z from "zod"
import { providerRoles } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { instant } from "#app/kernel/time.ts"
import { covers, type Grant, isInForce, permissionsOfGrant } from "../access.ts"

const uuid = z.uuid("choose one")

/** Where a grant covers: everywhere, at the clients of a group as it stands then, at one client. */
export const grantScope = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("all") }),
  z.object({ kind: z.literal("group"), groupId: uuid }),
  z.object({ kind: z.literal("client"), clientId: uuid }),
])
export type GrantScope = z.infer<typeof grantScope>

/** A grant somebody is to have. As JSON it is kept in an invitation until that is accepted. */
export const grantDraft = z.object({
  role: z.enum(providerRoles, "choose a role"),
  discipline: z.enum(["noc", "soc", "both"]),
  tier: z.union([z.literal(1), z.literal(2), z.literal(3)]).nullable(),
  scope: grantScope,
  /** ISO moment; null for no end. */
  expiresAt: z.iso.datetime({ offset: true }).nullable(),
})
export type GrantDraft = z.infer<typeof grantDraft>

/** The fields of a form as a draft: `scope` is `all`, `group:ID` or `client:ID`, `expires` a day or empty. */
export const grantForm = z
  .object({
    role: z.string(),
    discipline: z.string(),
    tier: z.string(),
    scope: z.string(),
    expires: z.union([z.literal(""), z.iso.date("is no day")]),
  })
  .transform(({ role, discipline, tier, scope, expires }, context) => {
    const [kind, id] = scope.split(":")
    const parsed = grantDraft.safeParse({
      role,
      discipline,
      tier: tier === "" ? null : Number(tier),
      scope: {
        kind,
        ...(kind === "group" ? { groupId: id } : {}),
        ...(kind === "client" ? { clientId: id } : {}),
      },
      // The whole of the day counts, in UTC.
      expiresAt: expires === "" ? null : `${expires}T23:59:59Z`,
    })
    if (parsed.success) return parsed.data
    for (const { path, message } of parsed.error.issues)
      context.addIssue({ code: "custom", path: [path[0] ?? "role"], message })
    return z.NEVER
  })

/**
 * True when whoever holds `held` may give `wanted`: nobody grants more than they hold, nor for longer. Each power has to be
 * covered by the grants in force that hold it.
 */
export function mayGrant(held: readonly Grant[], wanted: Grant, now: Instant): boolean {
  return permissionsOfGrant(wanted).every((permission) =>
    held.some(
      (grant) =>
        isInForce(grant, now) &&
        permissionsOfGrant(grant).includes(permission) &&
        covers(grant.reach, wanted.reach) &&
        (grant.discipline === "both" || grant.discipline === wanted.discipline) &&
        lastsAsLong(grant, wanted),
    ),
  )
}

function lastsAsLong({ expiresAt: own }: Grant, { expiresAt: wanted }: Grant): boolean {
  return own === null || (wanted !== null && wanted.epochMilliseconds <= own.epochMilliseconds)
}

export function endOf(draft: GrantDraft): Instant | null {
  return draft.expiresAt === null ? null : instant(draft.expiresAt)
}
