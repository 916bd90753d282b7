-- How much a channel said in the last hour: asked before every message.
CREATE INDEX "delivery_channel_id_at_idx" ON "delivery"("channel_id", "at");
-- Which messages are about an alert or a group: asked whenever somebody acts on one.
CREATE INDEX "message_thread_subject_id_idx" ON "message_thread"("subject_id");
