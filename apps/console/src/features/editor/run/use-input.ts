import type { Json } from "@scriptyard/model";
import { useCallback, useMemo } from "react";
import { readJson } from "../../../app/read-json.ts";
import { jsonModel } from "../../../monaco/json-models.ts";
import type { monaco } from "../../../monaco/setup.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { useInputSchema, useReference } from "../server/queries.ts";
import { runOptionsOf } from "./input-store.ts";
import { argumentText, type HookParam, paramsOf } from "./params.ts";

export type InputPart = HookParam & { model: monaco.editor.ITextModel };

export type Input = {
  /** One per argument of the hook; empty for a library and while the schema is on its way. */
  parts: InputPart[];
  /** The arguments as JSON, or which text is broken and where. */
  read: () => { ok: true; args: Json[] } | { ok: false; message: string };
  /** Puts arguments into the editors. */
  fill: (args: readonly Json[]) => void;
  /** What a run takes is on its way. */
  pending: boolean;
  /** Why it is not known what a run takes; null = it is, or is on its way. */
  error: unknown;
  again: () => void;
};

/** The input of the script in front. The texts live in JSON models, one per argument, and outlive the panel. */
export function useInput(): Input {
  const { route } = useEditorScope();
  const { detail, draft } = useScriptScope();
  const { hook, id } = detail.item;
  const schemaQuery = useInputSchema(route.realm, hook);
  const referenceQuery = useReference(route.realm);
  const { data: schema, refetch: askSchema } = schemaQuery;
  const { data: reference, refetch: askReference } = referenceQuery;
  const isUnknown = !schema || !reference;
  const error = isUnknown ? (schemaQuery.error ?? referenceQuery.error) : null;
  const isRefused = error !== null;
  const pending = isUnknown && !isRefused && hook !== null;

  const parts = useMemo<InputPart[]>(() => {
    if (!schema || !reference || hook === null) return [];
    const names = reference.hooks.find((one) => one.name === hook)?.params ?? [];
    return paramsOf(schema, names).map((param, index) => ({
      ...param,
      model: jsonModel(`${id}/${index}-${param.name}`, index === 0 ? "{}" : "null", param.schema),
    }));
  }, [schema, reference, hook, id]);

  const read = useCallback<Input["read"]>(() => {
    if (isUnknown)
      return {
        ok: false,
        message: isRefused
          ? "What input its hook takes could not be loaded. Try again."
          : "What input its hook takes is still on its way. Try again in a moment.",
      };
    const args: Json[] = [];
    for (const { name, model } of parts) {
      const parsed = readJson(model.getValue());
      if (!parsed.ok) return { ok: false, message: `The input “${name}” is ${parsed.problem}.` };
      args.push(parsed.value);
    }
    return { ok: true, args };
  }, [parts, isUnknown, isRefused]);

  const fill = useCallback(
    (args: readonly Json[]) => {
      parts.forEach(({ model }, index) => {
        const text = argumentText(args[index]);
        if (text !== model.getValue())
          model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
      });
      runOptionsOf(draft.scriptId).set({ filled: true });
    },
    [parts, draft],
  );

  const again = useCallback(() => {
    void askSchema();
    void askReference();
  }, [askSchema, askReference]);

  return useMemo(
    () => ({ parts, read, fill, pending, error, again }),
    [parts, read, fill, pending, error, again],
  );
}
