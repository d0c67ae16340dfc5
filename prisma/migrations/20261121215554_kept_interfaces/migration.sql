-- CreateIndex
CREATE INDEX "IpAllocation_kept_idx" ON "IpAllocation"("interfaceId") WHERE "releasedAt" IS NULL AND "ownerKind" = 'kept';
