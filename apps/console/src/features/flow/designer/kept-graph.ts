import { type FlowGraph, flowGraphSchema } from "@scriptyard/model";
import { z } from "zod";

/**
 * What was drawn and is not saved yet outlives a reload, a crash of the tab and a server that is away: it is kept in the tab
 * with what it was drawn on, and taken in as somebody's changes when the page comes back.
 */
export type KeptGraph = { base: FlowGraph; graph: FlowGraph };

const keptSchema = z.strictObject({ base: flowGraphSchema, graph: flowGraphSchema });
// Beside what forms keep, so that it is forgotten with it at sign-out.
const place = (key: string): string => `scriptyard-form flow ${key}`;

/** @param kept null: all is saved */
export function keepGraph(key: string, kept: KeptGraph | null): void {
  try {
    if (kept === null) sessionStorage.removeItem(place(key));
    else sessionStorage.setItem(place(key), JSON.stringify(kept));
  } catch {
    // No storage: it lives as long as the page.
  }
}

export function keptGraph(key: string): KeptGraph | null {
  try {
    const text = sessionStorage.getItem(place(key));
    return text === null ? null : keptSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
