import { z } from "zod";

/** Any JSON value: what crosses between host, guest, wire and disk. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export const jsonSchema: z.ZodType<Json> = z.json() as z.ZodType<Json>;

/** A JSON Schema 2020-12 document or subschema. */
export type JsonSchema = { [keyword: string]: unknown };
