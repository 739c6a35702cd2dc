import { createContext, use } from "react";
import type { monaco } from "../../monaco/setup.ts";
import type { OpenDraft } from "./drafts/open-drafts.ts";
import type { EditorRoute } from "./search/use-editor-route.ts";
import type { ScriptDetail } from "./server/types.ts";

/** What every part of the editor screen shares. */
export type EditorScope = {
  route: EditorRoute;
  userId: string;
  /** Why nothing can be changed here, or null for somebody who may. */
  readOnlyReason: string | null;
  /** Why they are not shown every value that a run had; null where they are. */
  traceBlocked: string | null;
  /** Why nothing runs here, whoever asks; null where scripts run. */
  runBlocked: string | null;
};

/** The script in front. */
export type ScriptScope = {
  detail: ScriptDetail;
  draft: OpenDraft;
  /** The mounted editor, null while another view is in front. */
  editor: monaco.editor.IStandaloneCodeEditor | null;
  setEditor: (editor: monaco.editor.IStandaloneCodeEditor | null) => void;
};

export type Place = { file?: string | undefined; line: number; column?: number | undefined };

export const EditorContext = createContext<EditorScope | null>(null);
export const ScriptContext = createContext<ScriptScope | null>(null);

export function useEditorScope(): EditorScope {
  return required(use(EditorContext), "EditorContext");
}

export function useScriptScope(): ScriptScope {
  return required(use(ScriptContext), "ScriptContext");
}

function required<T>(value: T | null, name: string): T {
  if (value === null) throw new Error(`${name} is missing: the component stands outside the editor screen.`);
  return value;
}
