-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_CommitGuard" (
    "groupMoved" TEXT NOT NULL PRIMARY KEY,
    "missingHold" TEXT NOT NULL,
    "accountMoved" TEXT NOT NULL DEFAULT ''
);
INSERT INTO "new_CommitGuard" ("groupMoved", "missingHold") SELECT "groupMoved", "missingHold" FROM "CommitGuard";
DROP TABLE "CommitGuard";
ALTER TABLE "new_CommitGuard" RENAME TO "CommitGuard";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
