import { MantineProvider } from "@mantine/core";
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { jsonModel } from "../../../monaco/json-models.ts";
import SettingsEditor from "./settings-editor.tsx";

afterEach(cleanup);

test("what is typed faster than the form renders stays, and the form can still set the text", () => {
  const said: string[] = [];
  const schema = {};
  const hear = (text: string) => void said.push(text);
  const editor = (text: string) => (
    <MantineProvider>
      <SettingsEditor
        realm="acme"
        schema={schema}
        text={text}
        readOnly={false}
        issues={none}
        onChange={hear}
      />
    </MantineProvider>
  );
  const { rerender } = render(editor("{}"));
  const model = jsonModel("settings/acme", "{}", schema);
  model.setValue("{ 1");
  model.setValue("{ 12");
  rerender(editor("{ 1"));
  expect(model.getValue()).toBe("{ 12");
  rerender(editor("{ 12"));
  rerender(editor("{}"));
  expect(model.getValue()).toBe("{}");
  expect(said).toEqual(["{ 1", "{ 12"]);
});

const none: [] = [];
