import { useEffect, useMemo, useState } from "react";
import { jsonOptions } from "../../../monaco/editor-options.ts";
import { TextEditor } from "../../../monaco/text-editor.tsx";
import styles from "./input.module.css";
import type { InputPart } from "./use-input.ts";

/** One argument as JSON, checked against its schema while typing. A nullable one has a switch back to null. */
export function ArgumentEditor({ part, main }: { part: InputPart; main: boolean }) {
  const { model, name } = part;
  const options = useMemo(() => ({ ariaLabel: `Argument ${name} as JSON` }), [name]);
  const [isNull, setIsNull] = useState(model.getValue().trim() === "null");

  useEffect(() => {
    const read = () => setIsNull(model.getValue().trim() === "null");
    read();
    const listener = model.onDidChangeContent(read);
    return () => listener.dispose();
  }, [model]);

  const set = (text: string) =>
    model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);

  return (
    <section
      className={styles.argument}
      data-main={main || undefined}
      data-null={isNull || undefined}
      aria-label={`Argument ${name}`}
    >
      <div className={styles.argumentHead}>
        <h2>{name}</h2>
        {!main && (
          <button
            type="button"
            className={styles.nullButton}
            onClick={() => set(isNull ? "{\n  \n}" : "null")}
          >
            {isNull ? "Fill in" : "Set to null"}
          </button>
        )}
      </div>
      <div className={styles.json}>
        <TextEditor kind={jsonOptions} model={model} options={options} />
      </div>
    </section>
  );
}
