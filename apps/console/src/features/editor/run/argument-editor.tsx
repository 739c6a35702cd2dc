import { Editor } from "@monaco-editor/react";
import { useEffect, useState } from "react";
import { Bar } from "../../../components/skeletons.tsx";
import { jsonOptions } from "../../../monaco/editor-options.ts";
import { useEditorTheme } from "../../../monaco/theme.ts";
import styles from "./input.module.css";
import type { InputPart } from "./use-input.ts";

/** One argument as JSON, checked against its schema while typing. A nullable one has a switch back to null. */
export function ArgumentEditor({ part, main }: { part: InputPart; main: boolean }) {
  const theme = useEditorTheme();
  const { model, name } = part;
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
        <Editor
          path={model.uri.toString()}
          language="json"
          keepCurrentModel
          theme={theme}
          options={{ ...jsonOptions, ariaLabel: `Argument ${name} as JSON` }}
          loading={<Bar />}
        />
      </div>
    </section>
  );
}
