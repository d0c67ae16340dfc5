-- AlterTable
ALTER TABLE "ForeignInterface" ADD COLUMN "taggedFor" TEXT;

-- CreateTable
CREATE TABLE "Disposal" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "cloud" TEXT NOT NULL,
    "resourceId" TEXT NOT NULL,
    "subnetId" TEXT,
    "address" TEXT,
    "label" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "notBefore" TEXT,
    "lastError" TEXT,
    "createdAt" TEXT NOT NULL,
    "endedAt" TEXT
);

-- AlterTable
ALTER TABLE "PooledVm" ADD COLUMN "failedReleases" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "StatefulInstance" ADD COLUMN "failedReleases" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "StatefulInstance_held_idx" ON "StatefulInstance"("state") WHERE state IN ('paused', 'error') AND (interfaceId IS NOT NULL OR publicIpId IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "Disposal_running_key" ON "Disposal"("resourceId") WHERE "state" = 'running';

-- CreateIndex
CREATE INDEX "ForeignInterface_taggedFor_idx" ON "ForeignInterface"("taggedFor") WHERE "taggedFor" IS NOT NULL;
