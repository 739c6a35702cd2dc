import { Button } from "@mantine/core";
import { useEditorScope } from "../editor-context.ts";

/** The way out of what is live; what is live no more can be deleted. */
export function RetireButton({ live }: { live: number }) {
  const { route, readOnlyReason } = useEditorScope();
  return (
    <div style={{ display: "grid", gap: 6, justifyItems: "start" }}>
      <Button
        size="xs"
        variant="outline"
        color="red"
        disabled={readOnlyReason !== null}
        onClick={() => route.patch({ retire: live })}
      >
        Retire…
      </Button>
      <p className="faint small">
        No version of it runs then: a file or a default of its name does, where there is one. Versions stay,
        and one can be made live again; a retired script can be deleted.
      </p>
    </div>
  );
}
