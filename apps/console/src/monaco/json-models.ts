import type { JsonSchema } from "@scriptyard/model";
import { json, monaco } from "./setup.ts";

/** A JSON text with its schema: completion, hover and squiggles from the hook's input schema. Kept like script models. */
export function jsonModel(key: string, text: string, schema: JsonSchema | null): monaco.editor.ITextModel {
  const uri = monaco.Uri.parse(`file:///input/${key}.json`);
  setSchema(uri.toString(), schema);
  const model = monaco.editor.getModel(uri) ?? monaco.editor.createModel(text, "json", uri);
  model.updateOptions({ tabSize: 2, insertSpaces: true });
  return model;
}

/** What each text is checked by, and the same as JSON. */
const schemas = new Map<string, { schema: JsonSchema; text: string }>();

/** Another schema ends the worker, and a new one reads all texts: so an equal one, which every opened script brings, is none. */
function setSchema(uri: string, schema: JsonSchema | null): void {
  const text = schema === null ? undefined : JSON.stringify(schema);
  if (schemas.get(uri)?.text === text) return;
  if (schema === null || text === undefined) schemas.delete(uri);
  else schemas.set(uri, { schema, text });
  json.jsonDefaults.setDiagnosticsOptions({
    validate: true,
    allowComments: false,
    trailingCommas: "error",
    schemaValidation: "error",
    // Schemas come from our own server with every `$defs` inside; nothing may be fetched.
    enableSchemaRequest: false,
    schemas: [...schemas].map(([fileMatch, { schema: value }]) => ({
      uri: fileMatch.replace("file:///input/", "schema:///input/"),
      fileMatch: [fileMatch],
      schema: value as never,
    })),
  });
}
