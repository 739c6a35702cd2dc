import { compileModule } from "../syntax/compile.ts";
import { instrumentModule } from "../trace/instrument.ts";
import type { Language } from "../types.ts";
import { typescriptEditor } from "./editor.ts";

/** TypeScript whose types can be erased in place: lines and columns of the JavaScript are the author's. */
export const typescript: Language = {
  ...typescriptEditor,
  compile: (source, file) => compileModule(source, file, "ts"),
  instrument: instrumentModule,
};
