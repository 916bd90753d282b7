-- Which delivery came before this one, and the log of one integration, are asked for every delivery.
CREATE INDEX "intake_delivery_customer_id_integration_id_received_at_idx" ON "intake_delivery"("customer_id", "integration_id", "received_at" DESC);
