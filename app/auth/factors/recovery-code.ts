import { randomInt } from "node:crypto"
import { sha256 } from "../secrets.ts"

/** Crockford's 32: nothing that is read for something else. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
const groups = 4
const groupLength = 4
const setSize = 10
const form = new RegExp(`^[${alphabet}]{${groups * groupLength}}$`)

/** A set of codes that let their person in without the second factor, each once: 80 bits of chance each. */
export function mintRecoveryCodes(): readonly string[] {
  return Array.from({ length: setSize }, mintCode)
}

/** What is stored of a code: the same for every way of typing it, null for what cannot be one. */
export function recoveryHash(typed: string): string | null {
  const plain = typed.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1")
  return form.test(plain) ? sha256(`recovery code ${plain}`) : null
}

function mintCode(): string {
  const group = () => Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join("")
  return Array.from({ length: groups }, group).join("-")
}
