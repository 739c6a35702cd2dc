import * as p from "drizzle-orm/pg-core";
import { decodeJson, decodeProse, encodeJson, encodeProse } from "../../schema/codec.ts";
import type { Kit } from "../../schema/kit.ts";

// Collation "C" sorts by bytes, as SQLite does: ids and cursors must order alike on both.
// The codec is for lookups: a name from an address may hold U+0000, which PostgreSQL refuses even to compare.
const text = p.customType<{ data: string; driverData: string }>({
  dataType: () => 'text COLLATE "C"',
  toDriver: encodeProse,
  fromDriver: decodeProse,
});
const prose = p.customType<{ data: string; driverData: string }>({
  dataType: () => "text",
  toDriver: encodeProse,
  fromDriver: decodeProse,
});
const json = p.customType<{ data: unknown; driverData: string }>({
  dataType: () => "text",
  toDriver: encodeJson,
  fromDriver: decodeJson,
});

/** The columns of PostgreSQL, in the shape of `sqliteKit`. The contract suite is what proves that they behave alike. */
export const pgKit = {
  table: p.pgTable,
  text: (name: string) => text(name),
  prose: (name: string) => prose(name),
  int: (name: string) => p.integer(name),
  big: (name: string) => p.bigint(name, { mode: "number" }),
  real: (name: string) => p.doublePrecision(name),
  ms: (name: string) => p.bigint(name, { mode: "number" }),
  bool: (name: string) => p.boolean(name),
  json: (name: string) => json(name),
  index: p.index,
  unique: p.uniqueIndex,
} as unknown as Kit;
