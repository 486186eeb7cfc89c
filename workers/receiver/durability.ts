import type postgres from "postgres"

const needed = ["fsync", "full_page_writes", "synchronous_commit"] as const

/**
 * A 202 promises that the delivery survives a crash. These settings of this very connection keep the promise; one `SET` in
 * a role, a pool or a proxy would break it unseen.
 *
 * @throws Error naming the setting: the receiver must not start
 */
export async function assertDurable(sql: postgres.Sql): Promise<void> {
  for (const name of needed) {
    const [row] = await sql<{ value: string }[]>`select current_setting(${name}) as value`
    const value = row?.value
    if (value !== "on" && !(name === "synchronous_commit" && value === "remote_apply"))
      throw new Error(
        `Postgres runs with ${name} = ${value}. An accepted alert could be lost; the receiver does not start. Set it to on.`,
      )
  }
}
