import postgres from "postgres"
import { type DatabaseConfig, loginUrl } from "#db/config.ts"
import { answerWithinMs, statementTimeoutMs } from "./limits.ts"

/**
 * One connection to the database that gives up waiting. A link that hangs, without a word that it is gone, would otherwise
 * hold the door for as long as TCP hopes; after a lost connection the next question tries again at once, so the door
 * refuses quickly while the database is away and takes deliveries the moment it is back.
 */
export class Line {
  readonly #open: () => postgres.Sql
  #sql: postgres.Sql

  constructor(open: () => postgres.Sql) {
    this.#open = open
    this.#sql = open()
  }

  /** @throws whatever the question throws; Error when there is no answer in time, and then its outcome is unknown */
  async ask<T>(question: (sql: postgres.Sql) => Promise<T>, milliseconds = answerWithinMs): Promise<T> {
    const sql = this.#sql
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.#replace(sql)
        reject(new Error(`the database did not answer within ${milliseconds} ms`))
      }, milliseconds)
    })
    try {
      return await Promise.race([question(sql), late])
    } finally {
      clearTimeout(timer)
    }
  }

  end(): Promise<void> {
    return this.#sql.end({ timeout: 2 })
  }

  /** Questions that still wait on the hung connection fail with it. */
  #replace(hung: postgres.Sql): void {
    if (this.#sql !== hung) return
    this.#sql = this.#open()
    void hung.end({ timeout: 0 }).catch(() => {})
  }
}

/**
 * A connection of the receiver's login, used by nothing else.
 *
 * @param keep holds one and the same connection for as long as the database lives: for locks of its session
 */
export function connectReceiver(config: DatabaseConfig, name: string, keep = false): postgres.Sql {
  return postgres(loginUrl(config, "portal_ingest"), {
    max: 1,
    ...(keep ? { max_lifetime: null } : {}),
    connect_timeout: 3,
    // The driver's own pauses between attempts grow to 20 s, in which a sender would wait for its 503.
    backoff: () => 0.2,
    onnotice: () => {},
    connection: {
      application_name: `watchfloor receiver ${name}`,
      statement_timeout: statementTimeoutMs,
    },
  })
}
