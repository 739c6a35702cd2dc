import type { FlowNodeKind, SecurityLevel } from "@scriptyard/model";
import type { FunctionDefinition } from "../types.ts";

/** Data of the searchable reference page. */
export type HostReference = {
  host: { id: string; version: string; title: string; description: string };
  hooks: {
    name: string;
    title: string;
    description: string;
    signature: string;
    /** Names of its parameters, in their order. */
    params: string[];
    functions: string[];
  }[];
  functions: {
    name: string;
    kind: FunctionDefinition["kind"];
    /** Its first arguments are the topic and the payload of a message. */
    publishes: boolean;
    signature: string;
    description: string;
    params: { name: string; type: string; optional: boolean; description: string }[];
    result: string;
    example: string;
    capability: string;
    levels: SecurityLevel[];
    badArgument: string;
  }[];
  types: { name: string; declaration: string; description: string }[];
  /** What its flows are made of, what a product may tell when a walk starts and gets when it is done; null without flows. */
  flows: { kinds: readonly FlowNodeKind[]; told: Described[]; answered: Described[] } | null;
};

type Described = { name: string; description: string };
