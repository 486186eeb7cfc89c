import type { MailId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"

/**
 * queued: waits for a sender. sent: a mail server has it. dead: nobody will have it. kept: there was no mail server. dropped:
 * an administrator gave it up.
 */
export const mailStatuses = ["queued", "sent", "dead", "kept", "dropped"] as const
export type MailStatus = (typeof mailStatuses)[number]

/** A mail of the outbox as its screens list it: what it is about, never what opens a door. */
export type MailView = {
  readonly id: MailId
  readonly template: string
  readonly to: { readonly address: string; readonly name: string }
  readonly clientId: TenantId | null
  readonly status: MailStatus
  readonly attempts: number
  /** When it is tried next; null when it is not. */
  readonly nextAttemptAt: Instant | null
  readonly lastError: string | null
  readonly createdAt: Instant
  readonly sentAt: Instant | null
  readonly links: "none" | "sealed" | "erased"
}

/** Tries a mail gets. With the waits between them they last for most of a day. */
export const maxAttempts = 10

const firstWaitSeconds = 30
const longestWaitSeconds = 6 * 3600

/**
 * Seconds to wait after the `attempt`-th try: three times longer each time, up to six hours. A fifth of it is chance, so that
 * what failed together does not come back together.
 *
 * @param chance 0 to 1
 */
export function waitAfter(attempt: number, chance: number): number {
  const wait = Math.min(firstWaitSeconds * 3 ** (attempt - 1), longestWaitSeconds)
  return wait * (0.9 + 0.2 * chance)
}

/** A mail whose link is gone says nothing any more; one that has none, or has it still, can go out. */
export function canResend(mail: Pick<MailView, "status" | "links">): boolean {
  return (mail.status === "dead" || mail.status === "kept") && mail.links !== "erased"
}

export function canDrop({ status }: Pick<MailView, "status">): boolean {
  return status === "dead" || status === "kept" || status === "queued"
}

/** Without a mail server somebody has to hand the link on; otherwise it is for its reader's eyes alone. */
export function canReveal(mail: Pick<MailView, "status" | "links">): boolean {
  return mail.status === "kept" && mail.links === "sealed"
}
