import { Button } from "@mantine/core";
import { Prose } from "../../../components/prose.tsx";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { useScriptPolicy } from "../server/queries.ts";
import styles from "./docs.module.css";
import type { HostFunction } from "./search-reference.ts";

/** One function: a line when folded, everything about it when open. */
export function FunctionDoc({ fn, open }: { fn: HostFunction; open?: boolean }) {
  const { readOnlyReason } = useEditorScope();
  const { editor, detail } = useScriptScope();
  const policy = useScriptPolicy(detail.item.id).data?.policy;
  const refused = policy?.refused.find(({ capability }) => capability === fn.capability);

  const insert = () => {
    if (!editor) return;
    editor.focus();
    const selection = editor.getSelection();
    if (selection)
      editor.executeEdits("docs", [{ range: selection, text: fn.example, forceMoveMarkers: true }]);
    editor.pushUndoStop();
  };

  return (
    <details className={styles.fn} open={open}>
      <summary>
        <code className={styles.name}>{fn.name}</code>
        <span className={styles.kind}>{kindWords[fn.kind]}</span>
        <span className={styles.brief}>
          <Prose text={fn.description.split(/(?<=\.)\s/)[0] ?? ""} />
        </span>
      </summary>
      <div className={styles.body}>
        <code className={styles.signature}>{fn.signature}</code>
        <p>
          <Prose text={fn.description} />
        </p>
        {refused && (
          <p className={styles.warn}>
            Not at security level {refused.by}: it does not allow the capability {fn.capability}.
          </p>
        )}
        {fn.params.length > 0 && (
          <dl className={styles.params}>
            {fn.params.map((param) => (
              <div key={param.name}>
                <dt>
                  <code>{param.name}</code>
                  {param.optional && <span className="faint"> optional</span>}
                </dt>
                <dd>
                  <code>{param.type}</code> <Prose text={param.description} />
                </dd>
              </div>
            ))}
          </dl>
        )}
        <p className="faint small">
          Answers <code>{fn.result}</code> · capability <code>{fn.capability}</code>
        </p>
        {fn.badArgument && (
          <p className="faint small">
            <Prose text={fn.badArgument} />
          </p>
        )}
        <section aria-label={`Example of ${fn.name}`}>
          <pre className={styles.example}>{fn.example}</pre>
        </section>
        <Button
          size="compact-xs"
          variant="default"
          disabled={!editor || readOnlyReason !== null}
          onClick={insert}
        >
          Insert example
        </Button>
      </div>
    </details>
  );
}

const kindWords: { [kind in HostFunction["kind"]]: string } = {
  effect: "effect",
  host: "answers at once",
  async: "answers later",
  event: "waits for an answer",
  engine: "answers at once",
};
