import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useRealm } from "../../../app/realm.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { SidePanel } from "../../../components/side-panel.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import { liveWords, type ScriptSources } from "../../../components/source-words.ts";
import { StatusPill } from "../../../components/status-pill.tsx";
import type { StatusRange } from "../search.ts";
import type { ScriptStatus } from "../words.ts";
import { LayerFacts } from "./layer-facts.tsx";
import { ScriptFigures } from "./script-figures.tsx";

/** One script: how it fared, and every layer, first to last, with what is wrong with each. */
export function SourceDrawer(props: {
  /** `module/name`, as the address has it. */
  specifier: string;
  script: { data: ScriptSources | undefined; error: unknown; refetch: () => unknown };
  /** Absent until it is read. */
  status: ScriptStatus | undefined;
  range: StatusRange;
  onClose: () => void;
}) {
  const { specifier, script, status, onClose } = props;
  const realm = useRealm();
  const { data } = script;
  const live = data && liveWords(data);
  const [module = "", name = ""] = specifier.split("/");
  return (
    <SidePanel
      label="Source layers"
      onClose={onClose}
      title={
        <>
          <h2>
            <span className="cut">{specifier}</span>
          </h2>
          {/* The path is below, in its layer. */}
          {live && <StatusPill tone={live.tone}>{data.active === "file" ? "file" : live.label}</StatusPill>}
        </>
      }
      actions={
        !data?.scriptId ? null : (
          <Button
            variant="default"
            renderRoot={(rest) => (
              <Link
                to="/r/$realm/scripts/$module/$name"
                params={{ realm, module, name }}
                search={{}}
                {...rest}
              />
            )}
          >
            Open in the editor
          </Button>
        )
      }
    >
      {status ? <ScriptFigures row={status} range={props.range} /> : null}
      {data ? (
        data.layers.map((layer) => <LayerFacts key={`${layer.layer} ${layer.path}`} layer={layer} />)
      ) : script.error ? (
        <ErrorState error={script.error} onRetry={() => void script.refetch()} />
      ) : (
        <RowSkeletons rows={6} />
      )}
    </SidePanel>
  );
}
