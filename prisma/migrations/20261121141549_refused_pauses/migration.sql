-- CreateIndex
CREATE INDEX "StatefulInstance_reason_idx" ON "StatefulInstance"("groupId") WHERE "reason" IS NOT NULL;
