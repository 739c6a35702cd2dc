import { useDebouncedValue } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { FileCode2, Library } from "lucide-react";
import { formatNumber } from "../../../../components/format.ts";
import { isLookedUp } from "../../../../components/pasted-id.ts";
import { useRealm } from "../../../realm.ts";
import { useScriptSearch } from "../../../scripts/queries.ts";
import type { PaletteGroup } from "../entries.ts";

const most = 20;
/** While nothing is asked for: what comes after them is to be seen as well. */
const mostUnasked = 8;

/** Scripts and libraries in whose name, description or hook the words occur. */
export function useScripts(query: string): PaletteGroup {
  const realm = useRealm();
  const navigate = useNavigate();
  const asked = query.trim();
  const [text] = useDebouncedValue(asked, 120);
  const enabled = !isLookedUp(text);
  const search = useScriptSearch(realm, enabled ? text : null, text === "" ? mostUnasked : most);
  const { items = [], more = 0 } = (enabled && search.data) || {};
  const entries = items.map(({ id, module, name, hook, description }) => ({
    id: `script ${id}`,
    label: `${module}/${name}`,
    description,
    // Until its own answer is there, what was found before is looked through by name.
    answers: text === asked && !search.isPlaceholderData,
    icon: hook === null ? <Library size={15} /> : <FileCode2 size={15} />,
    run: () =>
      void navigate({ to: "/r/$realm/scripts/$module/$name", params: { realm, module, name }, search: {} }),
  }));
  return {
    group: more > 0 ? `Scripts (${formatNumber(more)} more)` : "Scripts",
    entries,
    looking: search.isFetching || text !== asked,
  };
}
