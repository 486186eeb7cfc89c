import { listOnStaff } from "#app/auth/people/on-staff.server.ts"
import { announce } from "#app/domain/changes/announce.server.ts"
import { isUrgent, noticeAt, promptPriorities } from "#app/domain/sla/clock/notice.ts"
import { targetFor } from "#app/domain/sla/clock/policy.ts"
import { policyVersionsOf } from "#app/domain/sla/policies/versions.server.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import { type Instant, isBefore, plusSeconds, Temporal } from "#app/kernel/time.ts"
import { isAddress } from "#app/mail/address.ts"
import { enqueueMail } from "#app/mail/enqueue.server.ts"
import { inSlaSweep, inSlaTelling, type SlaTelling } from "#db/sla-door.ts"
import { mailsOf, type Notice } from "./mail-notices.ts"
import { type Look, markTold, selectMeasured, selectUntold, type Untold } from "./notices.store.server.ts"

/** How long after a mail about urgent clocks the next follows at the earliest, in seconds: what comes between goes with it. */
const promptSeconds = 30
/** How long the others are gathered, in seconds. */
const gatherSeconds = 15 * 60
/** Older ones are no news: what a history was imported with, or a worker away for a day did not come to. In seconds. */
const newsSeconds = 24 * 3600
/** How far a look goes back over the last, in seconds: for what committed behind it. Longer than any transaction lasts. */
const overlapSeconds = 60

/**
 * Tells people of clocks that are at risk or breached: each clock once for each, one mail a person for all that came about
 * meanwhile. A crash in between loses nothing and doubles nothing: the mails commit with the mark that they were written.
 */
export class Telling {
  #prompt: Instant | null = null
  #gathered: Instant | null = null
  #looked: Instant | null = null

  /** @returns of what somebody was told */
  async run(now: Instant = Temporal.Now.instant()): Promise<readonly Untold[]> {
    const all = hasPassed(this.#gathered, gatherSeconds, now)
    if (!all && !hasPassed(this.#prompt, promptSeconds, now)) return []
    const told = await tell(all ? everything(now) : this.#news(now), now)
    this.#looked = now
    if (all) this.#gathered = now
    if (told.length > 0) this.#prompt = now
    return told
  }

  /** What came up since the last look. What was not to be told then, for the hour or a pause, waits for a look at everything. */
  #news(now: Instant): Look {
    return { priorities: promptPriorities, since: plusSeconds(this.#looked ?? now, -overlapSeconds) }
  }
}

function everything(now: Instant): Look {
  return { priorities: "all", since: plusSeconds(now, -newsSeconds) }
}

function hasPassed(since: Instant | null, seconds: number, now: Instant): boolean {
  return !since || !isBefore(now, plusSeconds(since, seconds))
}

async function tell(look: Look, now: Instant): Promise<readonly Untold[]> {
  const untold = await inSlaSweep((db) => selectUntold(db, now, look))
  if (untold.length === 0) return []
  const tenants = [...new Set(untold.map(({ tenantId }) => tenantId))]
  return inSlaTelling(tenants, async (tx) => {
    const told = await markTold(tx, await inHours(tx, untold, tenants, now), now)
    if (told.length === 0) return told
    const measured = await selectMeasured(tx, told)
    const notices = told.flatMap((clock): Notice[] => {
      const of = measured.get(clock.clockId)
      return of ? [{ ...clock, of }] : []
    })
    await write(tx, notices, now)
    await cue(tx, notices)
    return told
  })
}

/** What may be told now: all that is urgent, the rest while the service of its clock is given. Nobody is woken for it. */
async function inHours(
  tx: SlaTelling,
  untold: readonly Untold[],
  tenants: readonly TenantId[],
  now: Instant,
): Promise<Untold[]> {
  const versions = await policyVersionsOf(tx, tenants)
  return untold.filter(({ tenantId, policyId, policyVersion, metric, priority }) => {
    const policy = versions.get(tenantId)?.find((v) => v.id === policyId && v.version === policyVersion)
    const target = policy && targetFor(policy, metric, priority)
    const from = target ? noticeAt(target.calendar, now, isUrgent(priority)) : now
    return !from || !isBefore(now, from)
  })
}

async function write(tx: SlaTelling, notices: readonly Notice[], now: Instant): Promise<void> {
  const staff = (await listOnStaff(tx)).filter(({ email }) => isAddress(email))
  for (const { to, props } of mailsOf(notices, staff, now))
    await enqueueMail(tx, { template: "sla-notice", to: { name: to.name, address: to.email }, props })
}

/** Screens that show these records look at them again. */
async function cue(tx: SlaTelling, notices: readonly Notice[]): Promise<void> {
  for (const [tenantId, own] of Map.groupBy(notices, (notice) => notice.tenantId)) {
    const t = { sql: tx.sql, scope: { tenantId } }
    const incidents = [...new Set(own.flatMap(({ of }) => of.incidentId ?? []))]
    const alerts = [...new Set(own.flatMap(({ of }) => of.alertId ?? []))]
    if (incidents.length > 0) await announce(t, "incident", incidents)
    if (alerts.length > 0) await announce(t, "alert", alerts)
  }
}
