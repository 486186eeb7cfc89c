import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto"
import { env } from "#app/env.server.ts"

/** The secrets text may be sealed with: the first seals, every one opens, so that a secret can be replaced. */
export type Secrets = readonly [current: string, ...previous: string[]]

/** What a text is sealed for. Each purpose has keys of its own: what was sealed for one opens for no other. */
export type SealPurpose =
  | "mail"
  | "second-factor"
  | "sso-secret"
  | "sso-ceremony"
  | "source-signature"
  | "look"

const form = "v1"
const cipherName = "aes-256-gcm"
const nonceLength = 12
const tagLength = 16

/**
 * Encrypts a text that the database must not be able to tell: AES-256-GCM under a key derived from `SECRET_KEY`. The id of
 * that key stands in front, so that text sealed before a change of the secret is still opened by `SECRET_KEY_PREVIOUS`.
 *
 * @param about what the text belongs to, such as its row's id: sealed text moved to another row does not open there
 */
export function seal(
  text: string,
  purpose: SealPurpose,
  about = "",
  secrets: Secrets = ownSecrets(),
): string {
  const key = deriveKey(secrets[0], purpose)
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv(cipherName, key, nonce, { authTagLength: tagLength })
  cipher.setAAD(boundTo(purpose, about))
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()])
  return [form, keyId(key), nonce.toString("base64url"), body.toString("base64url")].join(".")
}

/** The text behind `seal`, or null: no secret fits any more, it was altered, or it belongs to something else. */
export function open(
  sealed: string,
  purpose: SealPurpose,
  about = "",
  secrets: Secrets = ownSecrets(),
): string | null {
  const [found, id, nonce, body, ...rest] = sealed.split(".")
  if (found !== form || !nonce || !body || rest.length > 0) return null
  const key = secrets.map((secret) => deriveKey(secret, purpose)).find((k) => keyId(k) === id)
  return key ? decipher(key, Buffer.from(nonce, "base64url"), body, boundTo(purpose, about)) : null
}

/** The same text sealed under the secret of now: unchanged where it is so already, null where no secret opens it. */
export function reseal(
  sealed: string,
  purpose: SealPurpose,
  about = "",
  secrets: Secrets = ownSecrets(),
): string | null {
  const text = open(sealed, purpose, about, secrets)
  if (text === null) return null
  const isCurrent = sealed.split(".")[1] === keyId(deriveKey(secrets[0], purpose))
  return isCurrent ? sealed : seal(text, purpose, about, secrets)
}

function decipher(key: Buffer, nonce: Buffer, body: string, about: Buffer): string | null {
  const bytes = Buffer.from(body, "base64url")
  if (nonce.length !== nonceLength || bytes.length < tagLength) return null
  const opening = createDecipheriv(cipherName, key, nonce, { authTagLength: tagLength })
  opening.setAAD(about)
  opening.setAuthTag(bytes.subarray(-tagLength))
  try {
    return Buffer.concat([opening.update(bytes.subarray(0, -tagLength)), opening.final()]).toString("utf8")
  } catch {
    return null
  }
}

function deriveKey(secret: string, purpose: SealPurpose): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", `watchfloor sealed text: ${purpose}`, 32))
}

/** Tells keys apart and nothing about them. */
function keyId(key: Buffer): string {
  return createHash("sha256").update(key).digest().subarray(0, 8).toString("base64url")
}

function boundTo(purpose: SealPurpose, about: string): Buffer {
  return Buffer.from(JSON.stringify([form, purpose, about]))
}

function ownSecrets(): Secrets {
  const { SECRET_KEY, SECRET_KEY_PREVIOUS } = env()
  return SECRET_KEY_PREVIOUS ? [SECRET_KEY, SECRET_KEY_PREVIOUS] : [SECRET_KEY]
}
