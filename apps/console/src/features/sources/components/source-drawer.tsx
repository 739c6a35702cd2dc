import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useRealm } from "../../../app/realm.ts";
import { CopyId } from "../../../components/copy-id.tsx";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { SidePanel } from "../../../components/side-panel.tsx";
import { StatusPill } from "../../../components/status-pill.tsx";
import styles from "../sources.module.css";
import { type Layer, layerName, layerState, liveWords, type ScriptSources } from "../words.ts";

/** One script with every layer, first to last, and what is wrong with each. */
export function SourceDrawer({ script, onClose }: { script: ScriptSources; onClose: () => void }) {
  const realm = useRealm();
  const live = liveWords(script);
  const { module, name } = script;
  return (
    <SidePanel
      label="Source layers"
      onClose={onClose}
      title={
        <>
          <h2 className="cut">
            {module}/{name}
          </h2>
          <StatusPill tone={live.tone}>{live.label}</StatusPill>
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
      {script.layers.map((layer) => (
        <LayerFacts key={`${layer.layer} ${layer.path}`} layer={layer} />
      ))}
    </SidePanel>
  );
}

function LayerFacts({ layer }: { layer: Layer }) {
  const { tone, label } = layerState(layer);
  return (
    <section className={styles.layer}>
      <h3>
        <span className="cut">{layerName(layer)}</span>
        <StatusPill tone={tone}>{label}</StatusPill>
      </h3>
      {layer.present ? (
        <dl className={styles.facts}>
          <dt>Language</dt>
          <dd>{layer.language ?? "unknown"}</dd>
          {layer.sha256 === null ? null : (
            <>
              <dt>sha-256</dt>
              <dd>
                <CopyId id={layer.sha256} short />
              </dd>
            </>
          )}
          {layer.changedAt === null ? null : (
            <>
              <dt>Changed</dt>
              <dd>
                <RelativeTime at={layer.changedAt} />
              </dd>
            </>
          )}
        </dl>
      ) : (
        <span className="soft">{whyNone[layer.layer]}</span>
      )}
      {layer.problem === null ? null : <p className={styles.problem}>{layer.problem}</p>}
      {layer.diagnostics.length === 0 ? null : (
        <ul className={styles.findings} aria-label="Findings">
          {layer.diagnostics.map((finding) => (
            <li key={`${finding.file}:${finding.line}:${finding.column}:${finding.code}`}>
              <span className="mono">
                {finding.file}:{finding.line}:{finding.column}
              </span>{" "}
              {finding.message}
              {finding.remedy === undefined ? "" : ` ${finding.remedy}`}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const whyNone: Record<Layer["layer"], string> = {
  version: "Nothing is published. A publish goes before every other layer.",
  file: "No file in the scripts folder is this script.",
  default: "The host ships no script of this name.",
};
