import type { Permission } from "#app/kernel/permission.ts"

/** What a screen or an operation asks of whoever comes, in the words the expectations are computed from. */
export type Need =
  /** Nobody has to be signed in. */
  | { readonly kind: "open"; readonly why: string }
  /** Somebody signed in, whoever. */
  | { readonly kind: "signed-in" }
  /** Somebody of the provider's staff. */
  | { readonly kind: "staff" }
  /** A list: the needs together at one client at least. */
  | { readonly kind: "somewhere"; readonly needs: readonly Permission[] }
  /** One record, read through the reach of the needs: elsewhere it does not exist. */
  | { readonly kind: "read"; readonly needs: readonly Permission[] }
  /** One record, worked on: named as forbidden where grants cover it without the needs. */
  | { readonly kind: "write"; readonly needs: readonly Permission[] }
  /** The provider's own: the needs over all clients, or what `or` names. */
  | {
      readonly kind: "everywhere"
      readonly needs: readonly Permission[]
      readonly or?: readonly Permission[]
    }
  /** A client's people, within their own organisation: of Acme's where a record of Acme's is named. */
  | { readonly kind: "own" | "own-record"; readonly needs: readonly Permission[] }

/** What is sent: a form of a screen or the body of an operation, with `{name}` where an id belongs. */
type Sent = {
  readonly send?: Readonly<Record<string, string | readonly string[]>>
  readonly query?: string
  /** The body of an operation that holds more than text. */
  readonly body?: object
}
export type Declared = Need & Sent
