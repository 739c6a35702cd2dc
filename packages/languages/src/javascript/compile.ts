import { compileModule } from "../syntax/compile.ts";
import { instrumentModule } from "../trace/instrument.ts";
import type { Language } from "../types.ts";
import { javascriptEditor } from "./editor.ts";

/** JavaScript modules, run as they are. */
export const javascript: Language = {
  ...javascriptEditor,
  compile: (source, file) => compileModule(source, file, "js"),
  instrument: instrumentModule,
};
