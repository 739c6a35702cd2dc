import type { SecurityLevel } from "@scriptyard/model";
import type { FunctionDefinition } from "../types.ts";

/** Data of the searchable reference page. */
export type HostReference = {
  host: { id: string; version: string; title: string; description: string };
  hooks: { name: string; title: string; description: string; signature: string; functions: string[] }[];
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
};
