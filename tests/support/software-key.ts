import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto"
import { isoCBOR } from "@simplewebauthn/server/helpers"

const [present, verified, attested] = [0x01, 0x04, 0x40]

/** A security key in software: makes one ES256 passkey and answers challenges with it. */
export function softwareKey(origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
  const { x = "", y = "" } = publicKey.export({ format: "jwk" })
  const credentialId = randomBytes(32)
  const id = credentialId.toString("base64url")
  const rpHash = createHash("sha256").update(new URL(origin).hostname).digest()
  const cose = isoCBOR.encode(
    new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, "base64url")],
      [-3, Buffer.from(y, "base64url")],
    ]),
  )
  const clientData = (type: string, challenge: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin }))
  const head = (flags: number, counter: number) => {
    const tail = Buffer.alloc(5)
    tail.writeUInt8(flags, 0)
    tail.writeUInt32BE(counter, 1)
    return Buffer.concat([rpHash, tail])
  }
  return {
    id,
    /** The answer to a request for a new passkey, as the browser would send it. */
    register(challenge: string): string {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(credentialId.length)
      const authData = Buffer.concat([
        head(present | verified | attested, 0),
        Buffer.alloc(16),
        length,
        credentialId,
        cose,
      ])
      const attestation = isoCBOR.encode(
        new Map<string, unknown>([
          ["fmt", "none"],
          ["attStmt", new Map()],
          ["authData", new Uint8Array(authData)],
        ]) as Map<string, string>,
      )
      return JSON.stringify({
        ...{ id, rawId: id, type: "public-key", clientExtensionResults: {} },
        response: {
          clientDataJSON: clientData("webauthn.create", challenge).toString("base64url"),
          attestationObject: Buffer.from(attestation).toString("base64url"),
          transports: ["usb"],
        },
      })
    },
    /** The answer to a challenge. @param how.counter what the key says it has been used */
    answer(challenge: string, how: { counter: number; isVerified?: boolean; userHandle?: string }): string {
      const authData = head(present | (how.isVerified === false ? 0 : verified), how.counter)
      const client = clientData("webauthn.get", challenge)
      const signed = Buffer.concat([authData, createHash("sha256").update(client).digest()])
      return JSON.stringify({
        ...{ id, rawId: id, type: "public-key", clientExtensionResults: {} },
        response: {
          clientDataJSON: client.toString("base64url"),
          authenticatorData: authData.toString("base64url"),
          signature: sign("sha256", signed, privateKey).toString("base64url"),
          ...(how.userHandle ? { userHandle: how.userHandle } : {}),
        },
      })
    },
  }
}
