-- CreateIndex
CREATE INDEX "StatefulInstance_counts_idx" ON "StatefulInstance"("groupId", "state", "desired", "origin", "retained", "publicIpId", "reason", "drift") WHERE "state" != 'deallocated';

-- CreateIndex
CREATE INDEX "StatefulInstance_troubled_idx" ON "StatefulInstance"("state") WHERE drift IS NOT NULL OR state = 'error' OR (state = 'paused' AND reason IS NOT NULL);
