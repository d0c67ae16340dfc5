-- CreateTable
CREATE TABLE "VirtualNetwork" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "cloud" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "cidrs" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Subnet" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "virtualNetworkId" TEXT NOT NULL,
    "cloud" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "zone" TEXT,
    "name" TEXT NOT NULL,
    "cidrs" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "SecurityGroup" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "virtualNetworkId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "PublicIp" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "cloud" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "interfaceId" TEXT,
    "machineId" TEXT,
    "privateAddress" TEXT
);

-- CreateTable
CREATE TABLE "ForeignInterface" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "subnetId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "machineId" TEXT,
    "description" TEXT NOT NULL,
    "held" TEXT NOT NULL,
    "instanceId" TEXT
);

-- CreateTable
CREATE TABLE "Group" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "cloud" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "nextOrdinal" INTEGER NOT NULL,
    "config" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "StatefulInstance" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "groupId" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "origin" TEXT NOT NULL,
    "retained" BOOLEAN NOT NULL,
    "desired" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "subnetId" TEXT,
    "address" TEXT,
    "interfaceId" TEXT,
    "publicIpId" TEXT,
    "machineId" TEXT,
    "machineCount" INTEGER NOT NULL,
    "stateSince" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL,
    "addressWhy" TEXT NOT NULL,
    "drift" TEXT
);

-- CreateTable
CREATE TABLE "IpAllocation" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "subnetId" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "ownerKind" TEXT NOT NULL,
    "groupId" TEXT,
    "instanceId" TEXT,
    "interfaceId" TEXT,
    "ownerName" TEXT,
    "origin" TEXT,
    "since" TEXT NOT NULL,
    "releasedAt" TEXT,
    "restsUntil" TEXT
);

-- CreateTable
CREATE TABLE "PoolMember" (
    "subnetId" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    PRIMARY KEY ("subnetId", "address")
);

-- CreateTable
CREATE TABLE "PublicPoolMember" (
    "publicIpId" TEXT NOT NULL PRIMARY KEY,
    "groupId" TEXT NOT NULL,
    "position" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "PublicIpAllocation" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "publicIpId" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "instanceId" TEXT NOT NULL,
    "since" TEXT NOT NULL,
    "releasedAt" TEXT
);

-- CreateTable
CREATE TABLE "Operation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "instanceId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "steps" TEXT NOT NULL,
    "cursor" INTEGER NOT NULL,
    "phase" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "notBefore" TEXT,
    "lastError" TEXT,
    "createdAt" TEXT NOT NULL,
    "endedAt" TEXT,
    "oldMachineId" TEXT,
    "keepInterface" BOOLEAN NOT NULL
);

-- CreateTable
CREATE TABLE "Event" (
    "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "groupId" TEXT,
    "instanceId" TEXT,
    "subnetId" TEXT,
    "address" TEXT,
    "interfaceId" TEXT,
    "publicIpId" TEXT,
    "machineId" TEXT,
    "why" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT
);

-- CreateTable
CREATE TABLE "Request" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "fingerprint" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "at" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Draft" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "groupId" TEXT,
    "values" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "createdAt" TEXT NOT NULL,
    "updatedAt" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "CommitGuard" (
    "groupMoved" TEXT NOT NULL PRIMARY KEY,
    "missingHold" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Meta" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL
);

-- CreateIndex
CREATE INDEX "Subnet_virtualNetworkId_idx" ON "Subnet"("virtualNetworkId");

-- CreateIndex
CREATE INDEX "SecurityGroup_virtualNetworkId_idx" ON "SecurityGroup"("virtualNetworkId");

-- CreateIndex
CREATE INDEX "PublicIp_address_idx" ON "PublicIp"("address");

-- CreateIndex
CREATE INDEX "PublicIp_interfaceId_idx" ON "PublicIp"("interfaceId") WHERE "interfaceId" IS NOT NULL;

-- CreateIndex
CREATE INDEX "ForeignInterface_subnetId_idx" ON "ForeignInterface"("subnetId");

-- CreateIndex
CREATE INDEX "ForeignInterface_machineId_idx" ON "ForeignInterface"("machineId");

-- CreateIndex
CREATE UNIQUE INDEX "Group_name_live_key" ON "Group"("name") WHERE "state" != 'deleted';

-- CreateIndex
CREATE INDEX "StatefulInstance_subnetId_idx" ON "StatefulInstance"("subnetId") WHERE "subnetId" IS NOT NULL;

-- CreateIndex
CREATE INDEX "StatefulInstance_interfaceId_idx" ON "StatefulInstance"("interfaceId") WHERE "interfaceId" IS NOT NULL;

-- CreateIndex
CREATE INDEX "StatefulInstance_machineId_idx" ON "StatefulInstance"("machineId") WHERE "machineId" IS NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "StatefulInstance_groupId_ordinal_key" ON "StatefulInstance"("groupId", "ordinal");

-- CreateIndex
CREATE INDEX "IpAllocation_not_ours_idx" ON "IpAllocation"("subnetId", "address", "ownerKind") WHERE "releasedAt" IS NULL AND "ownerKind" != 'instance';

-- CreateIndex
CREATE INDEX "IpAllocation_address_idx" ON "IpAllocation"("address");

-- CreateIndex
CREATE INDEX "IpAllocation_instanceId_idx" ON "IpAllocation"("instanceId") WHERE "instanceId" IS NOT NULL;

-- CreateIndex
CREATE INDEX "IpAllocation_interfaceId_idx" ON "IpAllocation"("interfaceId") WHERE "interfaceId" IS NOT NULL;

-- CreateIndex
CREATE INDEX "IpAllocation_subnetId_restsUntil_idx" ON "IpAllocation"("subnetId", "restsUntil") WHERE "restsUntil" IS NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "IpAllocation_live_key" ON "IpAllocation"("subnetId", "address") WHERE "releasedAt" IS NULL;

-- CreateIndex
CREATE INDEX "PoolMember_groupId_position_idx" ON "PoolMember"("groupId", "position");

-- CreateIndex
CREATE INDEX "PublicPoolMember_groupId_position_idx" ON "PublicPoolMember"("groupId", "position");

-- CreateIndex
CREATE INDEX "PublicIpAllocation_instanceId_idx" ON "PublicIpAllocation"("instanceId");

-- CreateIndex
CREATE UNIQUE INDEX "PublicIpAllocation_live_key" ON "PublicIpAllocation"("publicIpId") WHERE "releasedAt" IS NULL;

-- CreateIndex
CREATE UNIQUE INDEX "Operation_running_key" ON "Operation"("instanceId") WHERE "state" = 'running';

-- CreateIndex
CREATE INDEX "Event_groupId_seq_idx" ON "Event"("groupId", "seq") WHERE "groupId" IS NOT NULL;

-- CreateIndex
CREATE INDEX "Event_instanceId_seq_idx" ON "Event"("instanceId", "seq") WHERE "instanceId" IS NOT NULL;

-- CreateIndex
CREATE INDEX "Event_address_seq_idx" ON "Event"("address", "seq") WHERE "address" IS NOT NULL;

-- CreateIndex
CREATE INDEX "Event_interfaceId_seq_idx" ON "Event"("interfaceId", "seq") WHERE "interfaceId" IS NOT NULL;

-- CreateIndex
CREATE INDEX "Event_publicIpId_seq_idx" ON "Event"("publicIpId", "seq") WHERE "publicIpId" IS NOT NULL;

-- CreateIndex
CREATE INDEX "Event_subnetId_seq_idx" ON "Event"("subnetId", "seq") WHERE "subnetId" IS NOT NULL;
