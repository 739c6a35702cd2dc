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

const schemas = new Map<string, JsonSchema>();

function setSchema(uri: string, schema: JsonSchema | null): void {
  const known = schemas.get(uri);
  if (known === schema || (!known && !schema)) return;
  if (schema) schemas.set(uri, schema);
  else schemas.delete(uri);
  json.jsonDefaults.setDiagnosticsOptions({
    validate: true,
    allowComments: false,
    trailingCommas: "error",
    schemaValidation: "error",
    // Schemas come from our own server with every `$defs` inside; nothing may be fetched.
    enableSchemaRequest: false,
    schemas: [...schemas].map(([fileMatch, value]) => ({
      uri: fileMatch.replace("file:///input/", "schema:///input/"),
      fileMatch: [fileMatch],
      schema: value as never,
    })),
  });
}
