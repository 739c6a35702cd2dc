import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { brokenPart, type FlowGraph, flowGraphShape, label, slug, zodWords } from "@scriptyard/model";
import type { z } from "zod";
import { CommandError } from "../command-error.ts";
import { readWithin, TooLongError } from "../input/read-within.ts";

/** A flow as a file, `<folder>/<name>.json`: its title and what is drawn of it. An export of a realm has the same shape. */
export type FlowFile = { title: string } & FlowGraph;

const shape = flowGraphShape.extend({ title: label(120) });
/** Far more than the largest graph there may be. */
const mostBytes = 2_000_000;

/** The text of a flow's file; of equal flows it is the same. */
export function textOf({ title, entry, nodes, edges }: FlowFile): string {
  const graph = flowGraphShape.parse({ entry, nodes, edges });
  return `${JSON.stringify({ title, ...graph }, null, 2)}\n`;
}

/**
 * The flows of a folder, by name; none where there is no such folder.
 *
 * @throws CommandError naming the file, what is wrong in it, and the remedy
 */
export async function readFlows(folder: string): Promise<Map<string, FlowFile>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const flows = new Map<string, FlowFile>();
  for (const entry of entries) {
    if (!entry.isFile() || entry.name.startsWith(".") || !entry.name.endsWith(".json")) continue;
    const path = join(folder, entry.name);
    const name = slug.safeParse(entry.name.slice(0, -".json".length));
    if (!name.success)
      throw new CommandError(`${path}: is no name of a flow. Use ${zodWords(name.error.issues[0]!)}.`);
    flows.set(name.data, await readFlow(path));
  }
  return flows;
}

async function readFlow(path: string): Promise<FlowFile> {
  const value = await jsonIn(path);
  const parsed = shape.safeParse(value);
  if (!parsed.success) {
    const issue: z.core.$ZodIssue = parsed.error.issues[0]!;
    throw new CommandError(`${path}: ${issue.path.join(".") || "it"}: ${zodWords(issue)}.`);
  }
  const flow = parsed.data as FlowFile;
  const broken = brokenPart(flow);
  if (broken) throw new CommandError(`${path}: ${broken.path.join(".")}: ${broken.message}.`);
  return flow;
}

async function jsonIn(path: string): Promise<unknown> {
  try {
    return JSON.parse((await readWithin(path, mostBytes)).toString("utf8"));
  } catch (cause) {
    const why = cause instanceof TooLongError ? `has more than ${mostBytes / 1e6} MB` : "is no JSON";
    throw new CommandError(`${path}: ${why}. Pull the flow again, or mend the file.`, { cause });
  }
}
