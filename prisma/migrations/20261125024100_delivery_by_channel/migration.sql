-- How much a channel said in the last hour: asked before every message.
CREATE INDEX "delivery_channel_id_at_idx" ON "delivery"("channel_id", "at");
