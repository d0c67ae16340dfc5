-- AlterTable
ALTER TABLE "PublicIp" ADD COLUMN "traits" TEXT;

-- CreateTable
CREATE TABLE "LoadBalancer" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "cloud" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sku" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "PooledVm" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "groupId" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "wanted" BOOLEAN NOT NULL,
    "replacesId" TEXT,
    "zone" TEXT,
    "machineId" TEXT,
    "machineCount" INTEGER NOT NULL,
    "nics" TEXT NOT NULL,
    "reason" TEXT,
    "drift" TEXT,
    "stateSince" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_SecurityGroup" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "virtualNetworkId" TEXT,
    "region" TEXT,
    "kind" TEXT NOT NULL DEFAULT 'network',
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL
);
INSERT INTO "new_SecurityGroup" ("description", "id", "name", "virtualNetworkId") SELECT "description", "id", "name", "virtualNetworkId" FROM "SecurityGroup";
DROP TABLE "SecurityGroup";
ALTER TABLE "new_SecurityGroup" RENAME TO "SecurityGroup";
CREATE INDEX "SecurityGroup_virtualNetworkId_idx" ON "SecurityGroup"("virtualNetworkId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "PooledVm_machineId_idx" ON "PooledVm"("machineId") WHERE "machineId" IS NOT NULL;

-- CreateIndex
CREATE INDEX "PooledVm_reason_idx" ON "PooledVm"("groupId") WHERE "reason" IS NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "PooledVm_groupId_ordinal_key" ON "PooledVm"("groupId", "ordinal");
