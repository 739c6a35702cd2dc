import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { StoreOpenError } from "./open-error.ts";
import type { TableGroup } from "./schema/index.ts";

/** One step of a schema's history. `number` counts from 1: a database's schema number is that of its last step. */
export type Migration = { number: number; tag: string; sha256: string; statements: string[] };
export type AppliedMigration = { number: number; tag: string; sha256: string };

/** The steps drizzle-kit wrote, shipped beside `src` and `dist`. */
export function loadMigrations(dialect: "sqlite" | "pg", group: TableGroup): Migration[] {
  const folder = new URL(`../migrations/${dialect}/${group}/`, import.meta.url);
  const journal = JSON.parse(readFileSync(new URL("meta/_journal.json", folder), "utf8")) as {
    entries: { idx: number; tag: string }[];
  };
  return journal.entries.map(({ idx, tag }) => {
    const text = readFileSync(new URL(`${tag}.sql`, folder), "utf8");
    return {
      number: idx + 1,
      tag,
      sha256: createHash("sha256").update(text).digest("hex"),
      statements: text.split("--> statement-breakpoint").map((s) => s.trim()),
    };
  });
}

/**
 * Which steps a database still needs. Throws when its history is not the beginning of ours: made by a newer version,
 * or by a different build.
 */
export function pendingMigrations(
  file: string,
  applied: readonly AppliedMigration[],
  ours: readonly Migration[],
): Migration[] {
  if (applied.length > ours.length)
    throw new StoreOpenError(
      "newer_schema",
      file,
      `${file} has schema ${applied.length}; this version of Scriptyard knows schema ${ours.length}. Start the newer version again, or restore a backup made before the upgrade.`,
    );
  for (const [i, step] of applied.entries()) {
    const own = ours[i]!;
    if (own.sha256 !== step.sha256)
      throw new StoreOpenError(
        "diverged_schema",
        file,
        `${file} was made by another build of Scriptyard: step ${step.number} of its schema is "${step.tag}" (${step.sha256.slice(0, 8)}), ours is "${own.tag}" (${own.sha256.slice(0, 8)}). Start that build, or move the file away to begin with an empty one.`,
      );
  }
  return ours.slice(applied.length);
}

/** Our own journal: the same plain table on both engines. */
export const journalTable = (group: TableGroup) => `schema_migrations_${group}`;
