// oxlint-disable import/default -- Vite makes the default export of `?worker`
import EditorWorker from "monaco-editor/editor/editor.worker.js?worker";
import JsonWorker from "monaco-editor/languages/features/json/json.worker.js?worker";
import TypeScriptWorker from "monaco-editor/languages/features/typescript/ts.worker.js?worker";

// Set before any editor exists: without it the editor worker falls back to a blob: address, which the CSP forbids.
self.MonacoEnvironment = {
  getWorker(_moduleId: string, label: string): Worker {
    if (label === "typescript" || label === "javascript") return new TypeScriptWorker();
    if (label === "json") return new JsonWorker();
    return new EditorWorker();
  },
};
