import { useEffect } from "react";
import { onOpenScript } from "../../../monaco/opener.ts";
import { configureRealm, setRealmTypes } from "../../../monaco/realm-types.ts";
import type { EditorRoute } from "../search/use-editor-route.ts";
import { useLibraries } from "./libraries.ts";
import { useDeclarations } from "./queries.ts";

/**
 * Keeps Monaco's TypeScript in step with the realm and the script in front: what the host opens to its hook, and libraries.
 *
 * @param hook null = of a library; undefined = not known yet
 */
export function useRealmTypes(route: EditorRoute, hook: string | null | undefined): void {
  const { realm, open } = route;
  const declarations = useDeclarations(realm, hook).data;
  const libraries = useLibraries(realm).data;

  useEffect(() => configureRealm(realm), [realm]);
  useEffect(() => {
    const opener = onOpenScript(realm, (specifier, line) => {
      const [module, name] = specifier.split("/");
      if (module && name) open(module, name, { line });
    });
    return () => opener.dispose();
  }, [realm, open]);
  useEffect(() => {
    if (!declarations || !libraries) return;
    setRealmTypes(
      realm,
      declarations.text,
      libraries.items.map(({ specifier, language, draftSource }) => ({
        specifier,
        language,
        source: draftSource,
      })),
    );
  }, [realm, declarations, libraries]);
}
