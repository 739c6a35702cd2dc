import { resolve, sep } from "node:path";
import { paint, shown, warn } from "../output/terminal.ts";

/**
 * Says that what a command writes is live at once, where its folder is, or lies in, the one a server on this machine takes
 * live script files from. Somebody may want that, so it is no error.
 */
export function warnWhenLive(folder: string, liveFolder: string): void {
  const live = resolve(liveFolder);
  if (!`${resolve(folder)}${sep}`.startsWith(`${live}${sep}`)) return;
  warn(
    shown`${paint("yellow", "note")} A server started here takes live scripts from ${live} (SCRIPTYARD_SCRIPTS): what was written runs at once where nothing is published. To work apart from it, name another folder.`,
  );
}
