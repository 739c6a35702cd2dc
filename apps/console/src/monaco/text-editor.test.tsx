import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { useMemo, useState } from "react";
import { afterEach, expect, test } from "vitest";
import "../testing/browser-parts.ts";
import { show } from "../testing/show.tsx";
import { jsonOptions } from "./editor-options.ts";
import { monaco } from "./setup.ts";
import { TextEditor } from "./text-editor.tsx";

afterEach(cleanup);

type Editor = monaco.editor.IStandaloneCodeEditor;

/** Tabs of two texts, each with an editor of its own, as scripts have. */
function Tabs({ texts }: { texts: readonly monaco.editor.ITextModel[] }) {
  const [front, setFront] = useState(0);
  return (
    <>
      {texts.map((_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are what they are called
        <button type="button" key={at} onClick={() => setFront(at)}>
          {`Text ${at}`}
        </button>
      ))}
      {texts[front] && <Shown key={front} name={`Text ${front}`} model={texts[front]} />}
    </>
  );
}

function Shown({ name, model }: { name: string; model: monaco.editor.ITextModel }) {
  const options = useMemo(() => ({ ariaLabel: name, readOnly: name === "Text 1" }), [name]);
  return <TextEditor kind={jsonOptions} model={model} options={options} />;
}

const of = (model: monaco.editor.ITextModel) =>
  monaco.editor.getEditors().find((editor) => editor.getModel() === model) as Editor | undefined;

test("who goes to another text and back is shown it by the same editor, as it was left, with nothing of the other", async () => {
  const texts = ["1\n2\n3", "one"].map((text) => monaco.editor.createModel(text, "json"));
  await show(<Tabs texts={texts} />);
  const first = await waitFor(() => of(texts[0]!)!);
  first.setPosition({ lineNumber: 3, column: 2 });
  const mark = { range: new monaco.Range(1, 1, 1, 1), options: { isWholeLine: true, className: "mark" } };
  first.createDecorationsCollection([mark]);
  fireEvent.click(screen.getByRole("button", { name: "Text 1" }));
  expect(of(texts[1]!)).toBe(first);
  expect(first.getRawOptions()).toMatchObject({ ariaLabel: "Text 1", readOnly: true });
  expect(first.getPosition()).toMatchObject({ lineNumber: 1, column: 1 });
  const marks = (model: monaco.editor.ITextModel) =>
    model.getAllDecorations().filter(({ options }) => options.className === "mark");
  expect(texts.flatMap(marks)).toEqual([]);
  act(() => first.trigger("keyboard", "type", { text: "x" }));
  expect(texts.map((model) => model.getValue())).toEqual(["1\n2\n3", "one"]);
  fireEvent.click(screen.getByRole("button", { name: "Text 0" }));
  expect(of(texts[0]!)).toBe(first);
  expect(first.getRawOptions()).toMatchObject({ ariaLabel: "Text 0", readOnly: false });
  expect(first.getPosition()).toMatchObject({ lineNumber: 3, column: 2 });
  for (const model of texts) model.dispose();
});

test("two texts at a time have two editors; of more that were put away only a few are kept", async () => {
  const before = monaco.editor.getEditors().length;
  const texts = Array.from({ length: 6 }, (_, n) => monaco.editor.createModel(String(n), "json"));
  const shown = await show(
    texts.map((model) => <TextEditor key={model.id} kind={jsonOptions} model={model} options={plain} />),
  );
  expect(new Set(texts.map(of)).size).toBe(6);
  shown.unmount();
  expect(texts.map(of)).toEqual(texts.map(() => undefined));
  expect(monaco.editor.getEditors().length - before).toBeLessThanOrEqual(3);
  for (const model of texts) model.dispose();
});

const plain = { ariaLabel: "A text", readOnly: false };
