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
/** Whether Tab leaves the text: no option of an editor says it, and no event of one. */
declare module "monaco-editor/editor/browser/config/tabFocus.js" {
  export const TabFocus: {
    getTabFocusMode(): boolean;
    setTabFocusMode(leaves: boolean): void;
    onDidChangeTabFocus(heard: (leaves: boolean) => void): { dispose(): void };
  };
}
/** What hovers are made by, see `hovers.ts`. */
declare module "monaco-editor/base/browser/ui/hover/hoverDelegateFactory.js" {
  type HoverDelegate = { dispose(): void };
  export function setHoverDelegateFactory(
    factory: (placement: "mouse" | "element", instantHover: boolean) => HoverDelegate,
  ): void;
  export function createInstantHoverDelegate(): HoverDelegate;
}
declare module "monaco-editor/editor/standalone/browser/standaloneServices.js" {
  export const StandaloneServices: { get<Service>(id: { readonly type: Service }): Service };
}
declare module "monaco-editor/platform/instantiation/common/instantiation.js" {
  export const IInstantiationService: {
    readonly type: {
      createInstance<Args extends unknown[], Made>(make: new (...args: Args) => Made, ...args: Args): Made;
    };
  };
}
declare module "monaco-editor/platform/hover/browser/hover.js" {
  export const WorkbenchHoverDelegate: new (
    placement: "mouse" | "element",
    options: { instantHover: boolean },
    overrides: object,
  ) => { dispose(): void };
}
/** Read by tests: the colours of the theme in front, and what editors were told as one for all. */
declare module "monaco-editor/editor/common/languages.js" {
  export const TokenizationRegistry: { getColorMap(): (object | undefined)[] | null };
}
declare module "monaco-editor/platform/configuration/common/configuration.js" {
  export const IConfigurationService: { readonly type: { getValue(key: string): unknown } };
}
/** What is asked of Monaco by tests: the theme in force, and every colour it knows. */
declare module "monaco-editor/editor/standalone/common/standaloneTheme.js" {
  type Data = {
    readonly base: string;
    readonly colors: { readonly [id: string]: string };
    readonly rules: readonly { readonly token: string; readonly foreground?: string }[];
  };
  export const IStandaloneThemeService: {
    readonly type: { getColorTheme(): { readonly themeName: string; readonly themeData: Data } };
  };
}
declare module "monaco-editor/platform/registry/common/platform.js" {
  export const Registry: {
    as(id: "base.contributions.colors"): { getColors(): readonly { readonly id: string }[] };
  };
}
/** Who offers completions and renames, for tests that ask as the editor does. */
declare module "monaco-editor/editor/common/services/languageFeatures.js" {
  import type { editor, languages } from "monaco-editor";

  type Registry<Provider> = { all(model: editor.ITextModel): Provider[] };
  export const ILanguageFeaturesService: {
    readonly type: {
      readonly completionProvider: Registry<languages.CompletionItemProvider>;
      readonly renameProvider: Registry<languages.RenameProvider>;
    };
  };
}
/** What hovers are shown by: read by the test that holds what people wrote to be text there. */
declare module "monaco-editor/base/browser/markdownRenderer.js" {
  export function renderMarkdown(text: { value: string }): { element: HTMLElement; dispose(): void };
}
