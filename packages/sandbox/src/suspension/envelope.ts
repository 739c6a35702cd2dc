import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import {
  effectSchema,
  type HostAnswer,
  hostAnswerSchema,
  type Json,
  jsonSchema,
  type Limits,
  type LogLine,
  limitsSchema,
  logLineSchema,
} from "@scriptyard/model";
import { z } from "zod";
import { GUEST_PAGE_BYTES } from "../engine/pages.ts";
import type { Paused } from "../executor/async-pause.ts";
import type { Constant, Invocation } from "../types.ts";
import { SuspensionRefused } from "./refused.ts";

/** A suspended run, whole: everything that another process needs besides the program. */
export type SuspendedRun = {
  /** Engine build, prelude and program that its pages belong to. */
  engine: string;
  prelude: string;
  image: string;
  invocation: Omit<Invocation, "args" | "hostAnswers" | "hostContext" | "constants"> & {
    hostContext: Json;
    constants: readonly Constant[];
  };
  paused: Paused;
  lines: LogLine[];
  answers: HostAnswer[];
};

/**
 * The bytes of a suspended run: magic and format version, length and JSON of everything but the pages, the pages
 * compressed, and sha-256 over all of it; with a key HMAC-SHA-256 instead.
 *
 * @example const bytes = encodeSuspension(run, undefined); // about 25 KB for a login script
 */
export function encodeSuspension(run: SuspendedRun, key: Uint8Array | undefined): Uint8Array {
  // What was traced is for whoever runs it now: it is no part of what is stored.
  const { pages, tape: _tape, ...paused } = run.paused;
  const header: z.input<typeof headerSchema> = { ...run, paused: { ...paused, pages: [...pages.numbers] } };
  const json = Buffer.from(JSON.stringify(header));
  const lead = Buffer.alloc(LEAD_BYTES);
  lead.write(MAGIC, "latin1");
  lead.writeUInt32LE(FORMAT, MAGIC.length);
  lead.writeUInt32LE(json.length, MAGIC.length + 4);
  // What others can write must not change under the compressor's hands: pages of the pool lie in shared memory.
  const body = Buffer.concat([lead, json, deflateRawSync(Uint8Array.from(pages.data), { level: 3 })]);
  return new Uint8Array(Buffer.concat([body, seal(body, key)]));
}

/** @throws SuspensionRefused for bytes that `encodeSuspension` did not make, under this key */
export function decodeSuspension(bytes: Uint8Array, key: Uint8Array | undefined): SuspendedRun {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (all.length < LEAD_BYTES + SEAL_BYTES || all.toString("latin1", 0, MAGIC.length) !== MAGIC) {
    throw new SuspensionRefused("truncated", "These bytes are not a suspension. Start the run again.");
  }
  const format = all.readUInt32LE(MAGIC.length);
  if (format !== FORMAT) {
    const message = `The suspension has format ${format}, this sandbox reads ${FORMAT}. Start the run again.`;
    throw new SuspensionRefused("format", message);
  }
  const body = all.subarray(0, -SEAL_BYTES);
  if (!timingSafeEqual(seal(body, key), all.subarray(-SEAL_BYTES))) {
    const message = "The suspension was changed or cut off, or made under another key. Start the run again.";
    throw new SuspensionRefused("tampered", message);
  }
  try {
    return readBody(body);
  } catch (cause) {
    throw new SuspensionRefused("tampered", "The suspension's content is damaged. Start the run again.", {
      cause,
    });
  }
}

/**
 * The same suspension under no key, for the sandbox's own process, which must not know the key; and back. The bytes
 * were decoded, or made, by this process's own checks before.
 */
export function resealSuspension(bytes: Uint8Array, key: Uint8Array | undefined): Uint8Array {
  const body = bytes.subarray(0, -SEAL_BYTES);
  return new Uint8Array(Buffer.concat([body, seal(body, key)]));
}

function readBody(body: Buffer): SuspendedRun {
  const end = LEAD_BYTES + body.readUInt32LE(MAGIC.length + 4);
  const { paused, ...header } = headerSchema.parse(JSON.parse(body.toString("utf8", LEAD_BYTES, end)));
  const size = paused.pages.length * GUEST_PAGE_BYTES;
  const data = inflateRawSync(body.subarray(end), { maxOutputLength: Math.max(1, size) });
  if (data.length !== size) throw new Error(`expected ${size} bytes of pages, got ${data.length}`);
  const shared = new Uint8Array(new SharedArrayBuffer(size));
  shared.set(data);
  return {
    ...header,
    paused: { ...paused, pages: { numbers: Uint32Array.from(paused.pages), data: shared } },
  };
}

function seal(body: Uint8Array, key: Uint8Array | undefined): Buffer {
  const hash = key ? createHmac("sha256", key) : createHash("sha256");
  return hash.update(body).digest();
}

const MAGIC = "SYSUSPND";
/** Grows with every change of what is written here. */
const FORMAT = 1;
const LEAD_BYTES = MAGIC.length + 8;
const SEAL_BYTES = 32;
/** 64 MB of guest memory and what lies beside it. */
const MAX_PAGES = 20_000;

const count = z.number().min(0);
const requestSchema = z.object({
  call: z.int().min(0),
  name: z.string(),
  kind: z.enum(["async", "event"]),
  args: z.array(jsonSchema),
});

/** They shaped the armed image that the pages go on top of: without them there is no such image again. */
const constantSchema = z.object({
  argument: z.int().min(0),
  path: z.array(z.string()).readonly(),
  id: z.string(),
  value: jsonSchema,
});

/** What the sandbox runs with, which may be more than a script's settings may say: it checks them itself. */
const runLimitsSchema = z.object({
  ...(Object.fromEntries(limitsSchema.keyof().options.map((name) => [name, count])) as Record<
    keyof Limits,
    typeof count
  >),
  wallMs: count.optional(),
});

const headerSchema = z.object({
  engine: z.string(),
  prelude: z.string(),
  image: z.string(),
  invocation: z.object({
    hook: z.string(),
    limits: runLimitsSchema,
    seed: z.string(),
    clockMs: z.number(),
    capabilities: z.array(z.string()).readonly(),
    constants: z.array(constantSchema).readonly(),
    hostContext: jsonSchema,
    realm: z.string(),
  }),
  paused: z.object({
    pages: z.array(z.int().min(0).max(MAX_PAGES)).max(MAX_PAGES),
    asDifference: z.boolean(),
    onto: z.string(),
    state: z.object({
      operations: count,
      guestMs: count,
      // Suspensions of before time was charged by the processor do not say it.
      guestWallMs: count.default(0),
      runUs: count,
      calls: count,
      effects: z.array(effectSchema),
      effectBytes: count,
      logLines: count,
      logBytes: count,
      logsDropped: count,
      logsCutBy: z.enum(["logLines", "logBytes"]).optional(),
      jobs: count,
      pending: z.array(requestSchema),
      nextCall: z.int().min(0),
      clockMs: z.number(),
    }),
  }),
  lines: z.array(logLineSchema),
  answers: z.array(hostAnswerSchema),
});
