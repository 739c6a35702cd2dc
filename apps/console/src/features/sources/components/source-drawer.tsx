import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useRealm } from "../../../app/realm.ts";
import { SidePanel } from "../../../components/side-panel.tsx";
import { liveWords, type ScriptSources } from "../../../components/source-words.ts";
import { StatusPill } from "../../../components/status-pill.tsx";
import type { StatusRange } from "../search.ts";
import type { ScriptStatus } from "../words.ts";
import { LayerFacts } from "./layer-facts.tsx";
import { ScriptFigures } from "./script-figures.tsx";

/** One script: how it fared, and every layer, first to last, with what is wrong with each. */
export function SourceDrawer(props: {
  script: ScriptSources;
  /** Absent until it is read. */
  status: ScriptStatus | undefined;
  range: StatusRange;
  onClose: () => void;
}) {
  const { script, status, onClose } = props;
  const realm = useRealm();
  const live = liveWords(script);
  const { module, name } = script;
  return (
    <SidePanel
      label="Source layers"
      onClose={onClose}
      title={
        <>
          <h2>
            <span className="cut">
              {module}/{name}
            </span>
          </h2>
          {/* The path is below, in its layer. */}
          <StatusPill tone={live.tone}>{script.active === "file" ? "file" : live.label}</StatusPill>
        </>
      }
      actions={
        script.scriptId === null ? null : (
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
      {script.layers.map((layer) => (
        <LayerFacts key={`${layer.layer} ${layer.path}`} layer={layer} />
      ))}
    </SidePanel>
  );
}
