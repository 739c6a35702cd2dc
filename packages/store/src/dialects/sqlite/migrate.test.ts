import { expect, test } from "vitest";
import { loadMigrations, type Migration } from "../../migrations.ts";
import { StoreOpenError } from "../../open-error.ts";
import { migrateSqlite } from "./migrate.ts";
import { openSqlite } from "./open.ts";

const step = (number: number, ...statements: string[]): Migration => ({
  number,
  tag: `000${number - 1}_step`,
  sha256: statements.join(";"),
  statements,
});
const people = step(
  1,
  "create table team (id integer primary key)",
  "create table person (id integer primary key, team integer references team (id))",
  "insert into team values (1)",
  "insert into person values (1, 1)",
);

function migrated(...steps: Migration[]) {
  const raw = openSqlite(":memory:", "main");
  const migrate = (...more: Migration[]) => migrateSqlite(raw, "x.db", "main", [...steps, ...more]);
  migrate();
  const tables = () =>
    raw.prepare("select name from sqlite_master where type = 'table' order by name").pluck().all();
  const applied = () =>
    raw.prepare("select number from schema_migrations_main order by number").pluck().all();
  return { raw, migrate, tables, applied };
}

function refusal(act: () => void): StoreOpenError {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(StoreOpenError);
    return error as StoreOpenError;
  }
  throw new Error("It was not refused.");
}

test("pending steps run in order, once; data stays", () => {
  const db = migrated(people);
  const wider = step(2, "alter table person add column name text", "update person set name = 'Ada'");
  db.migrate(wider, step(3, "create index person_ix on person (name)"));
  db.migrate(wider, step(3, "create index person_ix on person (name)"));
  expect(db.applied()).toEqual([1, 2, 3]);
  expect(db.raw.prepare("select * from person").all()).toEqual([{ id: 1, team: 1, name: "Ada" }]);
});

test("a step that fails takes all steps of the start with it", () => {
  const db = migrated(people);
  const error = refusal(() =>
    db.migrate(step(2, "create table one (id)"), step(3, "create table two (id)", "create table two (id)")),
  );
  expect(error.code).toBe("migration_failed");
  expect(error.message).toContain("Step 3 (0002_step)");
  expect(error.message).toContain("Nothing was changed");
  expect(db.tables()).toEqual(["person", "schema_migrations_main", "team"]);
  expect(db.applied()).toEqual([1]);
});

test("a rebuilt table may break references for a moment, but not for good", () => {
  const rebuild = [
    "create table new_team (id integer primary key, title text)",
    "insert into new_team select id, 'x' from team",
    "drop table team",
    "alter table new_team rename to team",
  ];
  const db = migrated(people);
  db.migrate(step(2, ...rebuild));
  expect(db.raw.prepare("select title from team").pluck().all()).toEqual(["x"]);
  expect(db.raw.pragma("foreign_keys", { simple: true })).toBe(1);

  const broken = migrated(people);
  const error = refusal(() => broken.migrate(step(2, "delete from team")));
  expect(error).toMatchObject({ code: "migration_failed" });
  expect(error.message).toContain('"person"');
  expect(broken.raw.prepare("select count(*) from team").pluck().get()).toBe(1);
});

test("tokens of products keep collecting codes as a scope of its own; those with a role do not get it", () => {
  const ours = loadMigrations("sqlite", "main");
  const parted = ours.findIndex(({ tag }) => tag === "0010_code_networks");
  const raw = openSqlite(":memory:", "main");
  migrateSqlite(raw, "x.db", "main", ours.slice(0, parted));
  raw.exec(
    "insert into users (id, email, name, role, disabled, created_at) values ('u', 'u@example.com', '', 'admin', 0, 1)",
  );
  const insert = raw.prepare(
    "insert into api_tokens (id, role, scopes, name, token_hash, hint, created_by, created_at) values (?, ?, ?, '', ?, '', 'u', 1)",
  );
  const rows: [string, string | null, string | null][] = [
    ["mailer", null, '["flows","events"]'],
    ["tools", null, '["tools"]'],
    ["older", null, null],
    ["operator", "operator", '["execute","flows"]'],
  ];
  for (const [id, role, scopes] of rows) insert.run(id, role, scopes, id);
  migrateSqlite(raw, "x.db", "main", ours);
  expect(raw.prepare("select id, scopes from api_tokens").raw().all()).toEqual([
    ["mailer", '["flows","codes","events"]'],
    ["tools", '["tools"]'],
    ["older", null],
    ["operator", '["execute","flows"]'],
  ]);
});
