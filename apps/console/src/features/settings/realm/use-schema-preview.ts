import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { type Inputs, useTRPC } from "../../../app/trpc.ts";
import { parseSettings } from "../parse-settings.ts";

type Asked = Inputs["realms"]["previewSettings"];

/** How long nobody types before the server is asked. */
const restMs = 400;

/** What the server makes of a schema and settings while they are typed; asked when both are JSON. */
export function useSchemaPreview(realm: string, schemaText: string, settingsText: string) {
  const { mutate, data, error } = useMutation(useTRPC().realms.previewSettings.mutationOptions());
  const [schema, settings] = [parseSettings(schemaText), parseSettings(settingsText)];
  const isJson = schema.ok && settings.ok;
  useEffect(() => {
    if (!isJson) return;
    const asked = {
      realm,
      settingsSchema: JSON.parse(schemaText),
      settings: JSON.parse(settingsText),
    } as Asked;
    const timer = setTimeout(() => mutate(asked), restMs);
    return () => clearTimeout(timer);
  }, [realm, schemaText, settingsText, isJson, mutate]);
  const problem = schema.ok ? null : `The schema: ${schema.problem}`;
  return {
    problem: problem ?? (settings.ok ? null : `The settings: ${settings.problem}`),
    preview: data,
    error,
  };
}
