import { monaco } from "../monaco/setup.ts";

/** The editor that is in the page under a label. What a comparison left is not: here nobody ends it. */
export function editorCalled(label: string | RegExp): monaco.editor.ICodeEditor | undefined {
  return monaco.editor.getEditors().find((editor) => {
    const of = editor.getRawOptions().ariaLabel ?? "";
    const isCalled = typeof label === "string" ? of === label : label.test(of);
    return isCalled && editor.getContainerDomNode().isConnected;
  });
}

/** What stands in it. */
export const textCalled = (label: string | RegExp) => editorCalled(label)?.getModel()?.getValue();
