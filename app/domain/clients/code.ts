import { randomInt } from "node:crypto"

/** Codes for a client that came without one, to be tried in turn: letters of its name, and ever more digits. */
export function codesFromName(name: string): string[] {
  const letters = name
    .normalize("NFKD")
    .toUpperCase()
    .replaceAll(/[^A-Z]/g, "")
    .slice(0, 4)
  const stem = letters === "" ? "CL" : letters
  const digits = [3, 3, 3, 4, 4, 5, 5, 6, 6, 6]
  return digits.map((count) => `${stem}${randomInt(10 ** (count - 1), 10 ** count)}`)
}
