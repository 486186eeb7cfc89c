import { randomInt } from "node:crypto"

/** A code for a client that came without one: letters of its name, and digits so that two alike do not clash. */
export function codeFromName(name: string): string {
  const letters = name
    .normalize("NFKD")
    .toUpperCase()
    .replaceAll(/[^A-Z]/g, "")
    .slice(0, 4)
  return `${letters.length >= 1 ? letters : "CL"}${randomInt(100, 1000)}`
}
