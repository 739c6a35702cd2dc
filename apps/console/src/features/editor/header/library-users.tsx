import { Button, Tooltip } from "@mantine/core";
import { plural } from "../../../components/format.ts";
import { useUsedBy } from "../../../components/used-by/use-used-by.ts";
import { usedByWords } from "../../../components/used-by/used-by-words.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { showPanel } from "../layout/panels.ts";

/** How many scripts stand on a library: said where one changes it. Nothing while that is not known. */
export function LibraryUsers() {
  const { route } = useEditorScope();
  const { item } = useScriptScope().detail;
  const { data } = useUsedBy({ kind: "script", scriptId: item.id });
  if (!data) return null;
  const count = data.uses.length + data.more;
  if (count === 0) return <span className="faint small">Used by no script</span>;
  return (
    <Tooltip label={usedByWords(data)} multiline maw={320}>
      <Button
        size="compact-xs"
        variant="subtle"
        onClick={() => {
          showPanel("rail");
          route.patch({ tab: "settings" });
        }}
      >
        Used by {plural(count, "script")}
      </Button>
    </Tooltip>
  );
}
