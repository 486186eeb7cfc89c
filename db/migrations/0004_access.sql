-- What staff may do moves from the person to grants with a scope; sessions learn how they came about and when they end.
ALTER TABLE "users" ALTER COLUMN "role" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "password_changed_at" timestamptz;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "is_demo" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "last_signed_in_at" timestamptz;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD COLUMN "permissions" text[];--> statement-breakpoint
ALTER TABLE "api_tokens" ADD COLUMN "created_by" uuid;--> statement-breakpoint
-- Sessions of before do not say how they began: everybody signs in once more.
ALTER TABLE "sessions" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
DELETE FROM "sessions";--> statement-breakpoint
ALTER TABLE "sessions" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "handle" uuid NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "last_seen_at" timestamptz NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "ends_at" timestamptz NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "user_agent" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "methods" text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "pending" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "stepped_up_at" timestamptz;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "view_as" jsonb;--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_handle" ON "sessions" USING btree ("handle");--> statement-breakpoint
CREATE INDEX "sessions_end" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE TABLE "client_group_members" (
	"group_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	CONSTRAINT "client_group_members_group_id_client_id_pk" PRIMARY KEY("group_id","client_id")
);--> statement-breakpoint
ALTER TABLE "client_group_members" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "client_groups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "client_groups_name_unique" UNIQUE("name")
);--> statement-breakpoint
ALTER TABLE "client_groups" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "client_security" (
	"client_id" uuid PRIMARY KEY NOT NULL,
	"second_factor" boolean DEFAULT false NOT NULL
);--> statement-breakpoint
ALTER TABLE "client_security" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "grants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"discipline" text NOT NULL,
	"tier" smallint,
	"group_id" uuid,
	"client_id" uuid,
	"granted_by" uuid,
	"created_at" timestamptz NOT NULL,
	"expires_at" timestamptz
);--> statement-breakpoint
ALTER TABLE "grants" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "security_policies" (
	"id" smallint PRIMARY KEY NOT NULL,
	"staff_idle_minutes" integer DEFAULT 60 NOT NULL,
	"staff_absolute_minutes" integer DEFAULT 1440 NOT NULL,
	"client_idle_minutes" integer DEFAULT 720 NOT NULL,
	"client_absolute_minutes" integer DEFAULT 10080 NOT NULL,
	"client_second_factor" boolean DEFAULT false NOT NULL,
	"updated_at" timestamptz
);--> statement-breakpoint
ALTER TABLE "security_policies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "account_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"purpose" text NOT NULL,
	"user_id" uuid NOT NULL,
	"new_email" text,
	"created_at" timestamptz NOT NULL,
	"expires_at" timestamptz NOT NULL,
	"used_at" timestamptz
);--> statement-breakpoint
ALTER TABLE "account_links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ceremonies" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"user_id" uuid,
	"data" jsonb NOT NULL,
	"expires_at" timestamptz NOT NULL
);--> statement-breakpoint
ALTER TABLE "ceremonies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"client_id" uuid,
	"role" text,
	"grants" jsonb,
	"invited_by" uuid,
	"created_at" timestamptz NOT NULL,
	"expires_at" timestamptz NOT NULL,
	"accepted_at" timestamptz,
	"revoked_at" timestamptz
);--> statement-breakpoint
ALTER TABLE "invitations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"name" text NOT NULL,
	"backed_up" boolean NOT NULL,
	"created_at" timestamptz NOT NULL,
	"last_used_at" timestamptz
);--> statement-breakpoint
ALTER TABLE "passkeys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"user_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	"used_at" timestamptz,
	CONSTRAINT "recovery_codes_user_id_code_hash_pk" PRIMARY KEY("user_id","code_hash")
);--> statement-breakpoint
ALTER TABLE "recovery_codes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sign_in_tries" (
	"key_hash" text PRIMARY KEY NOT NULL,
	"tokens" double precision NOT NULL,
	"at" timestamptz NOT NULL
);--> statement-breakpoint
ALTER TABLE "sign_in_tries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sso_connections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid,
	"name" text NOT NULL,
	"issuer" text NOT NULL,
	"oauth_client_id" text NOT NULL,
	"sealed_secret" text NOT NULL,
	"domains" text[] NOT NULL,
	"required" boolean DEFAULT false NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"created_at" timestamptz NOT NULL
);--> statement-breakpoint
ALTER TABLE "sso_connections" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sso_identities" (
	"connection_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "sso_identities_connection_id_subject_pk" PRIMARY KEY("connection_id","subject")
);--> statement-breakpoint
ALTER TABLE "sso_identities" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "totp_secrets" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"sealed" text NOT NULL,
	"confirmed_at" timestamptz,
	"last_step" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamptz NOT NULL
);--> statement-breakpoint
ALTER TABLE "totp_secrets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "client_group_members" ADD CONSTRAINT "client_group_members_group_id_client_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."client_groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_group_id_client_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."client_groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_links" ADD CONSTRAINT "account_links_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sso_identities" ADD CONSTRAINT "sso_identities_connection_id_sso_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."sso_connections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sso_identities" ADD CONSTRAINT "sso_identities_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "totp_secrets" ADD CONSTRAINT "totp_secrets_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "grants_user" ON "grants" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "account_links_token" ON "account_links" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "account_links_user" ON "account_links" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "ceremonies_end" ON "ceremonies" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_token" ON "invitations" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "invitations_email" ON "invitations" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "passkeys_credential" ON "passkeys" USING btree ("credential_id");--> statement-breakpoint
CREATE INDEX "passkeys_user" ON "passkeys" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sign_in_tries_at" ON "sign_in_tries" USING btree ("at");--> statement-breakpoint
CREATE POLICY "wall_identity" ON "client_group_members" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "client_group_members" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "client_groups" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "client_groups" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "client_security" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "client_security" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "grants" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "grants" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "security_policies" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "security_policies" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "account_links" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "account_links" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "ceremonies" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "ceremonies" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "invitations" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "invitations" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "passkeys" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "passkeys" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "recovery_codes" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "recovery_codes" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "sign_in_tries" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "sign_in_tries" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "sso_connections" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "sso_connections" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "sso_identities" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "sso_identities" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "totp_secrets" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "totp_secrets" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
-- Row security that is forced holds for the owner too: it would move nothing.
ALTER TABLE "users" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
INSERT INTO security_policies (id) VALUES (1);--> statement-breakpoint
INSERT INTO grants (id, user_id, role, discipline, tier, created_at)
  SELECT gen_random_uuid(), id, role, coalesce(discipline, 'both'), tier, created_at FROM users WHERE client_id IS NULL;--> statement-breakpoint
UPDATE users SET role = NULL WHERE client_id IS NULL;--> statement-breakpoint
ALTER TABLE "users" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "grants" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "client_groups" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "client_group_members" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "security_policies" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "client_security" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "passkeys" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "totp_secrets" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "recovery_codes" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "ceremonies" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "invitations" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "account_links" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sso_connections" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sso_identities" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sign_in_tries" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON grants, client_groups, client_group_members, security_policies, client_security, passkeys, totp_secrets, recovery_codes, ceremonies, invitations, account_links, sso_connections, sso_identities, sign_in_tries TO portal_web;--> statement-breakpoint
-- The worker forgets what has run out.
GRANT SELECT, DELETE ON ceremonies, sign_in_tries TO portal_worker;--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "discipline";--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "tier";
