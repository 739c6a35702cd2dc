import { diagnosticText } from "@scriptyard/model";
import { CopyId } from "../../../components/copy-id.tsx";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { type Layer, layerName } from "../../../components/source-words.ts";
import { StatusPill } from "../../../components/status-pill.tsx";
import styles from "../sources.module.css";
import { layerState } from "../words.ts";

/** One layer of a script: whether it runs, what it is, and what is wrong with it. */
export function LayerFacts({ layer }: { layer: Layer }) {
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
