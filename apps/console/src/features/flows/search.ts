import { withoutUndefined } from "@scriptyard/model";
import { flag, matching } from "../../app/search-parts.ts";

export type FlowsSearch = {
  /** A new flow is being made. */
  new?: true | undefined;
  /** The flow that it is to be a copy of. */
  copy?: string | undefined;
};

/** Reads an address somebody may have typed: what makes no sense is left out, never an error. */
export function parseFlowsSearch(search: Record<string, unknown>): FlowsSearch {
  return withoutUndefined({ new: flag(search.new), copy: matching(search.copy, /./s) });
}
