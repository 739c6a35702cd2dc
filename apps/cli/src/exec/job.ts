import {
  allowedHostsSchema,
  emptyMetrics,
  type Json,
  languageId,
  limitsSchema,
  type Metrics,
  type Outcome,
  type ScriptError,
  specifierSchema,
} from "@scriptyard/model";
import { z } from "zod";
import { parsePlainJson } from "../input/plain-json.ts";
import type { Line } from "./lines.ts";

const source = z.string();
const json = z.json() as z.ZodType<Json>;

const jobSchema = z.object({
  id: z.union([z.string(), z.number()]),
  language: languageId,
  source,
  modules: z
    .record(specifierSchema, z.union([source, z.strictObject({ language: languageId.optional(), source })]))
    .default({}),
  hook: z.string().min(1).max(60).default("onExecute"),
  args: z.array(json),
  host: z.string().nullable().default(null),
  realm: z
    .strictObject({
      settings: z.record(z.string(), json).default({}),
      timeZone: z.string().default("UTC"),
      allowedHosts: allowedHostsSchema.default([]),
    })
    .default({ settings: {}, timeZone: "UTC", allowedHosts: [] }),
  limits: z.strictObject(limitsSchema.partial().shape).default({}),
  seed: z.union([z.string(), z.number()]).optional(),
  clock: z
    .union(
      [z.int().min(0), z.iso.datetime({ offset: true })],
      "write ISO text such as 2026-01-31T12:00:00Z, or epoch milliseconds",
    )
    .optional(),
});

export type Job = Omit<z.output<typeof jobSchema>, "seed" | "clock"> & {
  line: number;
  seed: string;
  clockMs: number;
};

export type JobId = string | number | null;

/** What one line of the output says. */
export type Answer = { id: JobId } & (
  | (Outcome & { hash: string })
  | { status: "error"; error: InvalidInput; logs: never[]; metrics: Metrics }
);

/** A line that is no job: not the script's failure, so no type of `Outcome`. */
export type InvalidInput = {
  type: "invalid_input";
  message: string;
  /** Number of the input's line, from 1. */
  line: number;
  stack: never[];
  issues?: ScriptError["issues"];
};

/** Reads one line; what is wrong with it is already an answer. */
export function parseJob(line: Line): { ok: true; job: Job } | { ok: false; answer: Answer } {
  if (line.text === null) return refuse(null, line.number, line.problem ?? "The line cannot be read.");
  const text = line.number === 1 ? line.text.replace(/^\ufeff/, "") : line.text;
  if (text.trim() === "") return refuse(null, line.number, "The line is empty; each line is one job.");
  let value: unknown;
  try {
    value = parsePlainJson(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const problem = error instanceof SyntaxError ? "is not JSON: " : "";
    return refuse(null, line.number, `The line ${problem}${reason.slice(0, 300)}`);
  }
  const parsed = jobSchema.safeParse(value);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => toIssue(issue, value));
    const shown = issues
      .slice(0, 3)
      .map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
    return refuse(idOf(value), line.number, `The line is no job. ${shown.join("; ")}`, issues);
  }
  const { seed, clock, ...rest } = parsed.data;
  const clockMs = clock === undefined ? Date.now() : typeof clock === "number" ? clock : Date.parse(clock);
  return { ok: true, job: { ...rest, line: line.number, seed: String(seed ?? line.number), clockMs } };
}

export function invalidInput(
  id: JobId,
  line: number,
  message: string,
  issues?: ScriptError["issues"],
): Answer {
  const error: InvalidInput = { type: "invalid_input", message, line, stack: [] };
  if (issues !== undefined) error.issues = issues.slice(0, 20);
  return { id, status: "error", error, logs: [], metrics: emptyMetrics };
}

function refuse(id: JobId, line: number, message: string, issues?: ScriptError["issues"]) {
  return { ok: false as const, answer: invalidInput(id, line, message, issues) };
}

function toIssue(issue: z.core.$ZodIssue, job: unknown): { path: string; message: string } {
  const path = issue.path.map(String).join(".");
  const given = issue.path.reduce<unknown>(
    (at, key) => (at as { [key: PropertyKey]: unknown } | null)?.[key],
    job,
  );
  return { path, message: given === undefined ? "is missing" : issue.message };
}

function idOf(value: unknown): JobId {
  const id = typeof value === "object" && value !== null ? (value as { id?: unknown }).id : null;
  return typeof id === "string" || typeof id === "number" ? id : null;
}
