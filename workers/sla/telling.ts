import { listOnStaff, type OnStaff } from "#app/auth/people/on-staff.server.ts"
import { announce } from "#app/domain/changes/announce.server.ts"
import { isUrgent, noticeAt, promptPriorities } from "#app/domain/sla/clock/notice.ts"
import { levelsFrom, type Target, targetFor } from "#app/domain/sla/clock/policy.ts"
import { policyVersionsOf } from "#app/domain/sla/policies/versions.server.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import { type Instant, isBefore, plusSeconds, Temporal } from "#app/kernel/time.ts"
import { isAddress } from "#app/mail/address.ts"
import { enqueueMail } from "#app/mail/enqueue.server.ts"
import { inSlaSweep, inSlaTelling, type SlaTelling } from "#db/sla-door.ts"
import { mailsOf, type Notice } from "./mail-notices.ts"
import { insertLevelEntries } from "./level-entries.store.server.ts"
import { levelEntries } from "./level-entries.ts"
import {
  type Look,
  markTold,
  type Measured,
  selectMeasured,
  selectUntold,
  type Untold,
} from "./notices.store.server.ts"
import { recipientsOf, resolveLevel } from "./recipients.ts"

/** How long after a mail about urgent clocks the next follows at the earliest, in seconds: what comes between goes with it. */
const promptSeconds = 30
/** How long the others are gathered, in seconds. */
const gatherSeconds = 15 * 60
/** Older ones are no news: what a history was imported with, or a worker away for a day did not come to. In seconds. */
const newsSeconds = 24 * 3600
/** How far a look goes back over the last, in seconds: for what committed behind it. Longer than any transaction lasts. */
const overlapSeconds = 60

/**
 * Tells people of clocks that are at risk or breached or reached a level: each clock once for each, one mail a person for all that came about
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
    const targets = await targetsOf(tx, untold, tenants)
    const told = await markTold(tx, untold.filter(isToBeTold(targets, now)), now)
    if (told.length === 0) return told
    const measured = await selectMeasured(tx, told)
    const staff = (await listOnStaff(tx)).filter(({ email }) => isAddress(email))
    const notices = told.flatMap((clock): Notice[] => {
      const of = measured.get(clock.clockId)
      return of ? [noticeOf(clock, of, targets.get(clock) ?? null, staff, now)] : []
    })
    for (const { to, props } of mailsOf(notices))
      await enqueueMail(tx, { template: "sla-notice", to: { name: to.name, address: to.email }, props })
    await insertLevelEntries(tx, levelEntries(notices), now)
    await cue(tx, notices)
    return told
  })
}

/** The target each clock goes by, for those that have one. */
async function targetsOf(
  tx: SlaTelling,
  untold: readonly Untold[],
  tenants: readonly TenantId[],
): Promise<ReadonlyMap<Untold, Target>> {
  const versions = await policyVersionsOf(tx, tenants)
  return new Map(
    untold.flatMap((clock) => {
      const { tenantId, policyId, policyVersion, metric, priority } = clock
      const policy = versions.get(tenantId)?.find((v) => v.id === policyId && v.version === policyVersion)
      const target = policy && targetFor(policy, metric, priority)
      return target ? [[clock, target] as const] : []
    }),
  )
}

/**
 * What may be told now: all that is urgent, the rest while the service of its clock is given; nobody is woken for it. A
 * level only of the target the clock goes by now: those of an earlier one went with it.
 */
function isToBeTold(targets: ReadonlyMap<Untold, Target>, now: Instant): (clock: Untold) => boolean {
  return (clock) => {
    const target = targets.get(clock)
    if (clock.level !== null && !target?.escalations.some(({ id }) => id === clock.level)) return false
    const from = target ? noticeAt(target.calendar, now, isUrgent(clock.priority)) : now
    return !from || !isBefore(now, from)
  }
}

function noticeOf(
  clock: Untold,
  of: Measured,
  target: Target | null,
  staff: readonly OnStaff[],
  now: Instant,
): Notice {
  const { tenantId, kind } = clock
  const about = { tenantId, desk: of.desk, ownerId: of.ownerId }
  if (kind !== "escalated") {
    const people = recipientsOf({ ...about, kind }, staff, now)
    return { ...clock, of, share: null, to: { people, skipped: [] } }
  }
  const levels = target ? levelsFrom(target, clock.level ?? "") : []
  return { ...clock, of, share: levels[0]?.share ?? null, to: resolveLevel(about, levels, staff, now) }
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
