import { Editor } from "@monaco-editor/react";
import { useEffect, useMemo } from "react";
import { shortcuts } from "../../../app/keys/shortcuts.ts";
import { keyText } from "../../../components/key-hint.tsx";
import { scriptOptions } from "../../../monaco/editor-options.ts";
import { useEditorTheme } from "../../../monaco/theme.ts";
import { useWordWrap, wrapOptions } from "../../../monaco/word-wrap.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { useImportCompletion } from "../imports/use-import-completion.ts";
import { useOrganiseImports } from "../imports/use-organise-imports.ts";
import { CodeSkeleton } from "../layout/editor-skeleton.tsx";
import { useReferences } from "../references/use-references.ts";
import { useRename } from "../rename/use-rename.ts";
import { specifierOf } from "../server/types.ts";
import styles from "./code.module.css";
import { TabHint } from "./tab-hint.tsx";
import { useLineMarks } from "./use-line-marks.ts";
import { useOutcomeCompletion } from "./use-outcome-completion.ts";

/** The draft in Monaco. The text lives in its model; this only shows it. */
export function CodePane() {
  const { detail, draft, editor, setEditor } = useScriptScope();
  const { readOnlyReason } = useEditorScope();
  const theme = useEditorTheme();
  const { wrap } = useWordWrap();
  const specifier = specifierOf(detail.item);
  const options = useMemo(
    () => ({
      ...scriptOptions,
      ...wrapOptions(wrap),
      readOnly: readOnlyReason !== null,
      readOnlyMessage: { value: readOnlyReason ?? "" },
      ariaLabel: `Source of ${specifier}. Press ${keyText(shortcuts.leaveByTab)} to make Tab move focus.`,
    }),
    [readOnlyReason, specifier, wrap],
  );
  useLineMarks(editor);
  useOutcomeCompletion();
  useImportCompletion();
  useOrganiseImports();
  useReferences();
  useRename();

  useEffect(() => () => setEditor(null), [setEditor]);

  return (
    <section className={styles.pane} aria-label={`Source of ${specifier}`}>
      <Editor
        path={draft.model.uri.toString()}
        keepCurrentModel
        saveViewState
        theme={theme}
        options={options}
        loading={<CodeSkeleton />}
        onMount={(mounted) => {
          setEditor(mounted);
          // A dialog that the address opened may be there first: what is typed into it would go into the draft.
          if (!document.activeElement?.closest("[role=dialog]")) mounted.focus();
        }}
      />
      <TabHint editor={editor} />
    </section>
  );
}
