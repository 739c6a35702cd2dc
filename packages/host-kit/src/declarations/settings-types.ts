import type { JsonSchema } from "@scriptyard/model";
import { reachable } from "../schema/keywords.ts";
import { embedSettings, scriptSettingsSchema } from "../settings/index.ts";
import { schemaDoc } from "./jsdoc.ts";
import { declaredAs, typeExpression } from "./type-expression.ts";

/** Where a host's declarations have the type of a realm's settings. Plain data: it may cross to another process. */
export type SettingsPlace = {
  typeName: string;
  /** Scripts only read them. */
  readonly: boolean;
  /** Named types of the host that begin alike. */
  taken: string[];
};

/** A realm's settings in TypeScript. */
export type SettingsTypes = {
  /** What stands for the host's own type of that name, with its documentation. */
  doc: string;
  type: string;
  /** Declarations of the named types that it is made of. */
  others: string;
};

/** What a settings schema that `checkSettingsSchema` has nothing against makes of the host's declarations. */
export function settingsTypes(schema: JsonSchema, place: SettingsPlace): SettingsTypes {
  const { typeName, readonly, taken } = place;
  const { root, defs } = embedSettings(scriptSettingsSchema(schema), typeName, taken);
  const read = readonly ? reachable(root, defs) : new Set<string>();
  const others = Object.entries(defs).filter(([name]) => name !== typeName);
  const declared = others.map(([name, def]) => {
    const type = typeExpression(def, { readonly: read.has(name), inline: false, indent: "" });
    return `${schemaDoc(def, "")}${declaredAs(name, type)}`;
  });
  return {
    doc: schemaDoc(root, ""),
    type: typeExpression(root, { readonly, inline: false, indent: "" }),
    others: declared.join("\n"),
  };
}
