/** Parts of monaco-editor that ship without declarations. */
declare module "monaco-editor/languages/definitions/typescript/typescript.js" {
  import type { languages } from "monaco-editor";
  export const conf: languages.LanguageConfiguration;
  export const language: languages.IMonarchLanguage;
}
declare module "monaco-editor/languages/definitions/javascript/javascript.js" {
  import type { languages } from "monaco-editor";
  export const conf: languages.LanguageConfiguration;
  export const language: languages.IMonarchLanguage;
}
declare module "monaco-editor/editor/editor.worker.js?worker" {
  const Constructor: new () => Worker;
  export default Constructor;
}
declare module "monaco-editor/languages/features/json/json.worker.js?worker" {
  const Constructor: new () => Worker;
  export default Constructor;
}
declare module "monaco-editor/languages/features/typescript/ts.worker.js?worker" {
  const Constructor: new () => Worker;
  export default Constructor;
}
