import { specifierOfUri } from "@scriptyard/languages/editor";
import { monaco } from "./setup.ts";

/** "Go to definition" into another script of the realm opens that script instead of doing nothing. */
export function onOpenScript(
  realm: string,
  open: (specifier: string, line: number | undefined) => void,
): monaco.IDisposable {
  return monaco.editor.registerEditorOpener({
    openCodeEditor(_source, resource, place) {
      const path = specifierOfUri(resource.toString());
      if (!path?.startsWith(`${realm}/`)) return false;
      const line = place && ("startLineNumber" in place ? place.startLineNumber : place.lineNumber);
      open(path.slice(realm.length + 1), line);
      return true;
    },
  });
}
