import type postgres from "postgres"
import type { UserId } from "#app/kernel/ids.ts"
import { instant, type Instant } from "#app/kernel/time.ts"
import { newPerson, type WantedGrant } from "./people.ts"

/** A notice somebody got, in few words: "P2 acknowledgement breached". */
type Heard = { readonly mails: number; readonly said: string[] }

let made = 0

/** Somebody of the provider whose mails a test reads. */
export async function listener(outbox: postgres.Sql, ...grants: WantedGrant[]) {
  const name = `Listener ${process.pid}-${++made}`
  const id: UserId = await newPerson({ name, grants })
  return {
    id,
    name,
    /** What of clocks they were sent, ever. */
    async heard(): Promise<Heard> {
      const rows = await outbox<{ props: Record<string, string | number> }[]>`
        select props from mail_outbox where to_name = ${name} and template = 'sla-notice' order by created_at, id`
      const said = rows.flatMap(({ props }) =>
        Object.keys(props)
          .filter((key) => key.startsWith("clock"))
          .map((key) => `${props[key]} ${props[key.replace("clock", "state")]}`),
      )
      return { mails: rows.length, said }
    },
    /** Props of the last mail. */
    async last(): Promise<Record<string, string | number>> {
      const [row] = await outbox<{ props: Record<string, string | number> }[]>`
        select props from mail_outbox where to_name = ${name} order by created_at desc, id desc limit 1`
      if (!row) throw new Error(`${name} got no mail`)
      return row.props
    },
  }
}

/** A Monday in the office's hours. */
export const monday: Instant = instant("2026-03-02T10:00:00Z")
