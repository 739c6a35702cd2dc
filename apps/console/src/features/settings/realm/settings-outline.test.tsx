import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { SettingsOutline } from "./settings-outline.tsx";

afterEach(cleanup);

const shown = (schema: unknown) =>
  render(<SettingsOutline schema={typeof schema === "string" ? schema : JSON.stringify(schema)} />);

test("each setting is told with its kind, its words, and whether it is masked", () => {
  shown({
    type: "object",
    required: ["risk"],
    properties: {
      risk: { type: "object", title: "Risk", properties: { level: { enum: ["low", "high"] } } },
      key: { type: "string", "x-sensitive": true, description: "Of the bank." },
    },
  });
  const list = screen.getByLabelText("What there is to fill in");
  expect(list.textContent).toContain("risk object, required");
  expect(list.textContent).toContain("level low or high");
  expect(list.textContent).toContain("key string, masked in records");
  expect(list.textContent).toContain("Of the bank.");
});

test.each(["{", "[]", "{}", '{"properties":{"a":null}}', '{"properties":{"__proto__":{"type":7}}}'])(
  "%s harms nobody",
  (text) => {
    expect(() => shown(text)).not.toThrow();
  },
);
