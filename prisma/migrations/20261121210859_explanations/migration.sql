-- AlterTable
ALTER TABLE "IpAllocation" ADD COLUMN "whyId" TEXT;

-- AlterTable
ALTER TABLE "PublicIpAllocation" ADD COLUMN "whyId" TEXT;

-- CreateTable
CREATE TABLE "Explanation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "why" TEXT NOT NULL
);
