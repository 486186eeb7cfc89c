-- Google and Entra ID do not say in an ID token whether a second factor was shown: that they ask for one is an administrator's word.
ALTER TABLE "sso_connections" ADD COLUMN "enforces_second_factor" boolean DEFAULT false NOT NULL;
