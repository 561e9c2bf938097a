-- CreateTable
CREATE TABLE "HintUse" (
    "accountId" TEXT NOT NULL,
    "lessonId" TEXT NOT NULL,
    "stepId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("accountId", "lessonId", "stepId", "number"),
    CONSTRAINT "HintUse_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
