import type { JsonSchema } from "@scriptyard/model";
import { useEffect, useMemo, useRef } from "react";
import { jsonOptions } from "../../../monaco/editor-options.ts";
import { jsonModel } from "../../../monaco/json-models.ts";
import { setServerMarkers } from "../../../monaco/markers.ts";
import { TextEditor } from "../../../monaco/text-editor.tsx";
import { placeInJson } from "./json-place.ts";
import type { SettingsIssue } from "./settings-issues.ts";

/**
 * The settings with the realm's schema: completion, docs on hover, squiggles while typing, and what the server refused at its
 * place. The text belongs to the form: the model only shows it.
 */
export default function SettingsEditor(props: {
  realm: string;
  schema: JsonSchema;
  text: string;
  readOnly: boolean;
  issues: readonly SettingsIssue[];
  /** What it holds. Default: the settings. */
  label?: string;
  onChange: (text: string) => void;
}) {
  const { realm, schema, text, readOnly, issues, label = "Settings", onChange } = props;
  // Made with the text of the moment; from then on the effect below keeps it so.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a model a realm, not one a text
  const model = useMemo(() => jsonModel(`settings/${realm}`, text, schema), [realm, schema]);

  // What was typed and has not come back from the form: rendering may be slower than somebody types.
  const told = useRef<string[]>([]);
  const setting = useRef(false);
  useEffect(() => {
    const echo = told.current.indexOf(text);
    told.current = echo === -1 ? [] : told.current.slice(echo + 1);
    if (echo !== -1 || model.getValue() === text) return;
    setting.current = true;
    model.setValue(text);
    setting.current = false;
  }, [model, text]);
  useEffect(() => {
    const listener = model.onDidChangeContent(() => {
      if (setting.current) return;
      told.current.push(model.getValue());
      onChange(model.getValue());
    });
    return () => listener.dispose();
  }, [model, onChange]);
  useEffect(() => {
    const at = (path: string) =>
      placeInJson(model.getValue(), path) ?? { line: 1, column: 1, endLine: 1, endColumn: 2 };
    setServerMarkers(
      model,
      issues.map(({ path, message }) => ({
        ...at(path),
        file: "settings",
        code: "settings",
        severity: "error",
        source: "policy",
        message,
      })),
    );
    return () => setServerMarkers(model, []);
  }, [model, issues]);

  const options = useMemo(() => ({ readOnly, domReadOnly: readOnly, ariaLabel: label }), [readOnly, label]);
  return <TextEditor kind={settingsOptions} model={model} options={options} />;
}

const settingsOptions: typeof jsonOptions = {
  ...jsonOptions,
  lineNumbers: "on",
  lineNumbersMinChars: 3,
  wordWrap: "on",
};
