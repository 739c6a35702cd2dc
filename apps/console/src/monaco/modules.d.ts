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
/** The keys that Monaco's parts ask for: read by the test that compares them with ours. */
declare module "monaco-editor/platform/keybinding/common/keybindingsRegistry.js" {
  type Chord = {
    readonly ctrlKey: boolean;
    readonly metaKey: boolean;
    readonly shiftKey: boolean;
    readonly altKey: boolean;
    readonly keyCode: number;
  };
  export const KeybindingsRegistry: {
    getDefaultKeybindings(): {
      keybinding: { readonly chords: readonly Chord[] } | null;
      command: string | null;
    }[];
  };
}
/** How hovers are made: see `create-diff-editor.ts`. */
declare module "monaco-editor/base/browser/ui/hover/hoverDelegateFactory.js" {
  type Make = (placement: "mouse" | "element", instantHover: boolean) => { dispose(): void };
  export function setHoverDelegateFactory(make: Make): void;
  export function createInstantHoverDelegate(): { dispose(): void };
}
declare module "monaco-editor/platform/hover/browser/hover.js" {
  export class WorkbenchHoverDelegate {
    constructor(placement: "mouse" | "element", options: { instantHover: boolean }, override: object);
    dispose(): void;
  }
}
declare module "monaco-editor/platform/instantiation/common/instantiation.js" {
  type Services = {
    createInstance<A extends unknown[], T>(type: new (...args: A) => T, ...args: A): T;
  };
  export const IInstantiationService: { readonly of: Services };
}
declare module "monaco-editor/editor/standalone/browser/standaloneServices.js" {
  export const StandaloneServices: { get<T>(id: { readonly of: T }): T };
}
