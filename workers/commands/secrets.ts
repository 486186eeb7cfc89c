import { type Rotation, rotateSecrets } from "#app/auth/rotate-secrets.server.ts"
import type { Command } from "./command.ts"
import { withDatabase } from "./database.ts"

export const secrets: Command = {
  does: "secrets rotate: seals everything under SECRET_KEY that is still under SECRET_KEY_PREVIOUS",
  async run([verb]) {
    if (verb !== "rotate") throw new Error("Usage: SECRET_KEY_PREVIOUS=… portal secrets rotate")
    const done = await withDatabase(rotateSecrets)
    let lost = 0
    for (const [kind, counts] of Object.entries(done) as [keyof Rotation, Rotation[keyof Rotation]][]) {
      lost += counts.lost
      console.log(
        `${words[kind]}: ${counts.seen} sealed, ${counts.renewed} sealed anew, ${counts.lost} opened by no secret`,
      )
    }
    if (lost > 0) process.exitCode = 1
  },
}

const words = {
  seeds: "seeds of one-time codes",
  mails: "links in waiting mails",
  signOn: "secrets of single sign-on",
  signatures: "secrets of signed deliveries",
} as const satisfies Record<keyof Rotation, string>
