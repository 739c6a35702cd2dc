import { MantineProvider } from "@mantine/core";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { ScriptDetail } from "../server/types.ts";
import { Nowhere } from "./nowhere.tsx";

afterEach(cleanup);

const item = { module: "login", name: "country-changed" } as ScriptDetail["item"];
const shown = (missing: ScriptDetail["missing"]) =>
  render(
    <MantineProvider>
      <Nowhere detail={{ missing, item }} />
    </MantineProvider>,
  );

test("a script that nothing starts says so; one that is started, or needs nothing, says nothing", () => {
  shown("flow");
  expect(screen.getByText("In no flow")).toBeTruthy();
  cleanup();
  shown("trigger");
  expect(screen.getByText("No trigger")).toBeTruthy();
  cleanup();
  shown(null);
  expect([screen.queryByText("In no flow"), screen.queryByText("No trigger")]).toEqual([null, null]);
});
