-- CreateIndex
CREATE INDEX "session_started_at_id_idx" ON "session"("started_at" DESC, "id" DESC);

-- What the Prisma schema cannot say: ratings are rare among events, and asked for by call.
CREATE INDEX "event_rating" ON "event" ("customer_id", "session_id") WHERE "type" = 'user-rating';
