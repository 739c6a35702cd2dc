import { Button } from "@mantine/core";
import { Footprints } from "lucide-react";
import { useEditorScope } from "../editor-context.ts";

/** Opens the steps of a run that is recorded. */
export function TraceButton({ executionId }: { executionId: string }) {
  const { route } = useEditorScope();
  return (
    <Button
      size="compact-xs"
      variant="default"
      leftSection={<Footprints size={13} aria-hidden />}
      onClick={() => route.patch({ traced: executionId, step: undefined, panel: "trace" }, { push: true })}
    >
      Trace
    </Button>
  );
}
