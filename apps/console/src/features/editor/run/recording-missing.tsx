import { Button } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import { faultOf } from "../../../app/fault.ts";
import { CopyId } from "../../../components/copy-id.tsx";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { Banner } from "../layout/banner.tsx";
import { useExecution } from "../server/queries.ts";

/** The recording that the address names is not there, or not of this script: a link to replay it leads nowhere. */
export function RecordingMissing() {
  const { route } = useEditorScope();
  const { draft } = useScriptScope();
  const { data, error } = useExecution(route.search.execution);
  const isOthers = data !== undefined && data.scriptId !== draft.scriptId;
  if (route.search.execution === undefined || (!isOthers && (data || !error))) return null;
  return (
    <Banner
      tone="warn"
      icon={<TriangleAlert size={15} aria-hidden />}
      actions={
        <Button size="compact-xs" variant="default" onClick={() => route.patch({ execution: undefined })}>
          Go on without it
        </Button>
      }
    >
      {isOthers ? (
        <>
          <CopyId id={data.id} short /> is a run of {data.module}/{data.name}: it is not replayed here.
        </>
      ) : (
        faultOf(error).message
      )}
    </Banner>
  );
}
