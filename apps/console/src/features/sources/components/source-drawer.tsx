import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useRealm } from "../../../app/realm.ts";
import { CopyId } from "../../../components/copy-id.tsx";
import { diagnosticText } from "../../../components/diagnostic-text.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { SidePanel } from "../../../components/side-panel.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import { type Layer, layerName, liveWords, type ScriptSources } from "../../../components/source-words.ts";
import { StatusPill } from "../../../components/status-pill.tsx";
import type { StatusRange } from "../search.ts";
import styles from "../sources.module.css";
import { layerState, type ScriptStatus } from "../words.ts";
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
      {layer.problem === null || layer.diagnostics.length > 0 ? null : (
        <p className={styles.problem}>{layer.problem}</p>
      )}
      {layer.diagnostics.length === 0 ? null : (
        <ul className={styles.findings} aria-label="Findings">
          {layer.diagnostics.map((finding) => (
            <li key={`${finding.file}:${finding.line}:${finding.column}:${finding.code}`}>
              <span className="mono">
                {finding.file}:{finding.line}:{finding.column}
              </span>{" "}
              {diagnosticText(finding)}
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
