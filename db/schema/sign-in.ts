import {
  bigint,
  boolean,
  customType,
  doublePrecision,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core"
import type { TenantId, UserId } from "#app/kernel/ids.ts"
import { identityWall, instant } from "../columns.ts"
import { users } from "./identity.ts"

const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" })
const userId = () =>
  uuid("user_id")
    .$type<UserId>()
    .notNull()
    .references(() => users.id, { onDelete: "cascade" })

/** A public key that signs its person in (WebAuthn). Nothing in this table is a secret. */
export const passkeys = pgTable(
  "passkeys",
  {
    id: uuid("id").primaryKey(),
    userId: userId(),
    /** base64url, as the browser gives it. */
    credentialId: text("credential_id").notNull(),
    publicKey: bytes("public_key").notNull(),
    counter: bigint("counter", { mode: "number" }).notNull(),
    transports: text("transports").array().notNull(),
    name: text("name").notNull(),
    backedUp: boolean("backed_up").notNull(),
    createdAt: instant("created_at").notNull(),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [
    ...identityWall(),
    uniqueIndex("passkeys_credential").on(t.credentialId),
    index("passkeys_user").on(t.userId),
  ],
)

/** The seed of a person's one-time codes, sealed. Not in force before its first right code. */
export const totpSecrets = pgTable(
  "totp_secrets",
  {
    userId: userId().primaryKey(),
    sealed: text("sealed").notNull(),
    confirmedAt: instant("confirmed_at"),
    /** The last step whose code was taken: none at or before it is taken again (RFC 6238, 5.2). */
    lastStep: bigint("last_step", { mode: "number" }).notNull().default(0),
    createdAt: instant("created_at").notNull(),
  },
  () => [...identityWall()],
)

export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    userId: userId(),
    codeHash: text("code_hash").notNull(),
    createdAt: instant("created_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [primaryKey({ columns: [t.userId, t.codeHash] }), ...identityWall()],
)

/** What the portal asked and waits to hear back once: a passkey's challenge, the state of a single sign-on. */
export const ceremonies = pgTable(
  "ceremonies",
  {
    idHash: text("id_hash").primaryKey(),
    kind: text("kind").notNull(),
    userId: uuid("user_id").$type<UserId>(),
    /** Sealed where it holds a secret. */
    data: jsonb("data").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [...identityWall(), index("ceremonies_end").on(t.expiresAt)],
)

/** A place at the provider or at a client, offered by mail: good once, until it expires or is withdrawn. */
export const invitations = pgTable(
  "invitations",
  {
    id: uuid("id").primaryKey(),
    tokenHash: text("token_hash").notNull(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    /** The client it leads to, with the role there; null for provider staff. */
    clientId: uuid("client_id").$type<TenantId>(),
    role: text("role"),
    /** What a member of staff will be granted. */
    grants: jsonb("grants"),
    invitedBy: uuid("invited_by").$type<UserId>(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    acceptedAt: instant("accepted_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    ...identityWall(),
    uniqueIndex("invitations_token").on(t.tokenHash),
    index("invitations_email").on(t.email),
  ],
)

/** A link in a mail to somebody's own account: a new password, a new address. Good once and for its purpose alone. */
export const accountLinks = pgTable(
  "account_links",
  {
    id: uuid("id").primaryKey(),
    tokenHash: text("token_hash").notNull(),
    purpose: text("purpose").$type<"password" | "email">().notNull(),
    userId: userId(),
    newEmail: text("new_email"),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [
    ...identityWall(),
    uniqueIndex("account_links_token").on(t.tokenHash),
    index("account_links_user").on(t.userId),
  ],
)

/** An OpenID provider that vouches for a client's people, or for the provider's own staff. */
export const ssoConnections = pgTable(
  "sso_connections",
  {
    id: uuid("id").primaryKey(),
    /** Null for provider staff. */
    clientId: uuid("client_id").$type<TenantId>(),
    name: text("name").notNull(),
    issuer: text("issuer").notNull(),
    oauthClientId: text("oauth_client_id").notNull(),
    /** The client secret, sealed. */
    sealedSecret: text("sealed_secret").notNull(),
    /** E-mail domains it signs in, lower case. */
    domains: text("domains").array().notNull(),
    /** True when its people may sign in no other way. */
    required: boolean("required").notNull().default(false),
    /** True when it is trusted to ask everybody for a second factor itself. */
    enforcesSecondFactor: boolean("enforces_second_factor").notNull().default(false),
    enabled: boolean("enabled").notNull().default(true),
    createdAt: instant("created_at").notNull(),
  },
  () => [...identityWall()],
)

/** Who an identity provider's subject is here. The address is not the identity: another provider's same address is another person. */
export const ssoIdentities = pgTable(
  "sso_identities",
  {
    connectionId: uuid("connection_id")
      .notNull()
      .references(() => ssoConnections.id, { onDelete: "cascade" }),
    subject: text("subject").notNull(),
    userId: userId(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.connectionId, t.subject] }), ...identityWall()],
)

/** Token buckets of sign-in tries, by a hash of account or address: shared by every process. */
export const signInTries = pgTable(
  "sign_in_tries",
  {
    keyHash: text("key_hash").primaryKey(),
    tokens: doublePrecision("tokens").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [...identityWall(), index("sign_in_tries_at").on(t.at)],
)
