import * as s from "drizzle-orm/sqlite-core";
import { decodeJson, decodeProse, encodeJson, encodeProse } from "../../schema/codec.ts";

const prose = s.customType<{ data: string; driverData: string }>({
  dataType: () => "text",
  toDriver: encodeProse,
  fromDriver: decodeProse,
});

/** The columns of SQLite. `Kit` is typed after it; `dialects/pg/kit.ts` has the same shape. */
export const sqliteKit = {
  table: s.sqliteTable,
  /** Text of our own making: ids, slugs, hashes, enumerations. */
  text: <T extends string = string>(name: string) => s.text(name).$type<T>(),
  /** Text of people, guests or clients: may hold anything. */
  prose: (name: string) => prose(name),
  int: (name: string) => s.integer(name),
  /** Integers past 2³¹: counters. */
  big: (name: string) => s.integer(name),
  real: (name: string) => s.real(name),
  /** Epoch milliseconds. */
  ms: (name: string) => s.integer(name),
  bool: (name: string) => s.integer(name, { mode: "boolean" }),
  json: <T>(name: string) =>
    s.customType<{ data: T; driverData: string }>({
      dataType: () => "text",
      toDriver: encodeJson,
      fromDriver: (value) => decodeJson(value) as T,
    })(name),
  index: s.index,
  unique: s.uniqueIndex,
};
