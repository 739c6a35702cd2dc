import type { Execution, Json, JsonSchema } from "@scriptyard/model";
import type { Actor } from "../../../actor.ts";

/** A tool as callers see it. */
export type ToolView = {
  name: string;
  description: string;
  version: string;
  /** JSON Schema of the parameters and of the result. */
  parameters: JsonSchema;
  result: JsonSchema | null;
};

export type Tool = ToolView & {
  realmName: string;
  call(params: Json, actor: Actor): Promise<Execution>;
};

/** The tools of every realm that can be called. */
export type Tools = {
  add(tool: Tool): Disposable;
  list(realmName: string): ToolView[];
  find(realmName: string, name: string): Tool | undefined;
  size(): number;
};

export function createTools(): Tools {
  const tools = new Set<Tool>();
  const ofRealm = (realmName: string) => [...tools].filter((tool) => tool.realmName === realmName);
  return {
    add(tool) {
      tools.add(tool);
      return { [Symbol.dispose]: () => void tools.delete(tool) };
    },
    list: (realmName) =>
      ofRealm(realmName)
        .map(({ name, description, version, parameters, result }) => ({
          name,
          description,
          version,
          parameters,
          result,
        }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    find: (realmName, name) => ofRealm(realmName).find((tool) => tool.name === name),
    size: () => tools.size,
  };
}
