import { Button, Tooltip } from "@mantine/core";
import { Footprints } from "lucide-react";
import { useEditorScope } from "../editor-context.ts";

/** Opens the steps of a run that is recorded; for those who may save texts, who could have it log all that a trace shows. */
export function TraceButton({ executionId }: { executionId: string }) {
  const { route, traceBlocked } = useEditorScope();
  return (
    <Tooltip label={traceBlocked} disabled={traceBlocked === null}>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<Footprints size={13} aria-hidden />}
        onClick={
          traceBlocked === null
            ? () => route.patch({ traced: executionId, step: undefined, panel: "trace" }, { push: true })
            : undefined
        }
        // Disabled to look at and to use, and reached all the same, for its reason.
        {...(traceBlocked === null ? {} : { "data-disabled": true, "aria-disabled": true })}
      >
        Trace
      </Button>
    </Tooltip>
  );
}
