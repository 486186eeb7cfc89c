import { audit } from "./audit.ts"
import { backup, restore } from "./backup.ts"
import type { Command } from "./command.ts"
import { createToken } from "./create-token.ts"
import { createUser } from "./create-user.ts"
import { migrate } from "./migrate.ts"
import { secrets } from "./secrets.ts"
import { seed } from "./seed.ts"
import { sla } from "./sla.ts"
import { ingest, start, web, worker } from "./run.ts"

/** Every command of `portal`. `help` is whatever is not here. */
export const commands: Readonly<Record<string, Command>> = {
  start,
  web,
  ingest,
  worker,
  migrate,
  seed,
  secrets,
  token: createToken,
  user: createUser,
  audit,
  backup,
  restore,
  sla,
}
