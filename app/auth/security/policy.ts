import * as z from "zod"
import type { TenantId, UserId } from "#app/kernel/ids.ts"
import { type Instant, secondsBetween } from "#app/kernel/time.ts"

const minutes = (least: number, most: number) =>
  z.coerce
    .number("is no number of minutes")
    .int("is no whole number of minutes")
    .min(least, `is less than ${least} minutes`)
    .max(most, `is more than ${most} minutes`)

/** The cookie lives this long: a session cannot outlive it. */
const longest = 30 * 24 * 60

/** How long sessions last, in minutes, and of which clients' people a second factor is asked. Staff always need one. */
export const securityPolicy = z
  .object({
    staffIdleMinutes: minutes(5, 480),
    staffAbsoluteMinutes: minutes(15, 7 * 24 * 60),
    clientIdleMinutes: minutes(5, longest),
    clientAbsoluteMinutes: minutes(15, longest),
    /** Of every client's people. */
    clientSecondFactor: z.boolean(),
    /** Of the people of these clients, whatever the rule for all. */
    secondFactorClients: z.array(z.uuid().transform((id) => id as TenantId)).max(5000),
  })
  .refine((p) => p.staffIdleMinutes <= p.staffAbsoluteMinutes, {
    path: ["staffIdleMinutes"],
    message: "is longer than the whole session",
  })
  .refine((p) => p.clientIdleMinutes <= p.clientAbsoluteMinutes, {
    path: ["clientIdleMinutes"],
    message: "is longer than the whole session",
  })
export type SecurityPolicy = z.infer<typeof securityPolicy>

/** Somebody a change of the policy may touch. */
export type Affected = {
  readonly id: UserId
  readonly name: string
  readonly clientId: TenantId | null
  readonly hasSecondFactor: boolean
  readonly sessions: readonly { readonly createdAt: Instant; readonly lastSeenAt: Instant }[]
}

/** Whom a change would touch, by name. */
export type Impact = {
  /** Signed in now, and would not be any more. */
  readonly signedOut: readonly Pick<Affected, "id" | "name" | "clientId">[]
  /** Would need a second factor and have none: nothing opens for them before they have set one up. */
  readonly withoutFactor: readonly Pick<Affected, "id" | "name" | "clientId">[]
}

/** What the policy `next` would do to these people that `now` in force does not do already. */
export function impactOf(
  people: readonly Affected[],
  current: SecurityPolicy,
  next: SecurityPolicy,
  now: Instant,
): Impact {
  const words = ({ id, name, clientId }: Affected) => ({ id, name, clientId })
  return {
    signedOut: people
      .filter(({ sessions, clientId }) =>
        sessions.some((s) => isLive(s, clientId, current, now) && !isLive(s, clientId, next, now)),
      )
      .map(words),
    withoutFactor: people
      .filter(
        ({ hasSecondFactor, clientId }) =>
          !hasSecondFactor && needsFactor(clientId, next) && !needsFactor(clientId, current),
      )
      .map(words),
  }
}

export function needsFactor(clientId: TenantId | null, policy: SecurityPolicy): boolean {
  return clientId === null || policy.clientSecondFactor || policy.secondFactorClients.includes(clientId)
}

function isLive(
  { createdAt, lastSeenAt }: Affected["sessions"][number],
  clientId: TenantId | null,
  policy: SecurityPolicy,
  now: Instant,
): boolean {
  const idle = clientId ? policy.clientIdleMinutes : policy.staffIdleMinutes
  const absolute = clientId ? policy.clientAbsoluteMinutes : policy.staffAbsoluteMinutes
  return secondsBetween(lastSeenAt, now) < idle * 60 && secondsBetween(createdAt, now) < absolute * 60
}
