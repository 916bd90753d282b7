-- Whoever holds the signed link of an invitation reads and accepts that one: `app.invite` is set from a link whose
-- signature was checked, and only for the rest of the transaction.
CREATE FUNCTION earshot_invite() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.invite', true), '')::uuid $$;
CREATE POLICY web_accepts ON "invite" TO earshot_web USING ("id" = earshot_invite()) WITH CHECK ("id" = earshot_invite());

-- What is open for an address is looked for, and the trail by who acted.
CREATE INDEX "invite_open_email" ON "invite" ("email") WHERE "accepted_at" IS NULL AND "revoked_at" IS NULL;
CREATE INDEX "audit_actor" ON "audit" ("actor_id", "at" DESC);
