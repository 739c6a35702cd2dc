import type { OnMount } from "@monaco-editor/react";
import { expect, test } from "vitest";
import type { monaco } from "./setup.ts";

type IsAny<T> = 0 extends 1 & T ? true : false;

test("Monaco's types are types: an old import path inside @monaco-editor/react would make them any", () => {
  const mounted: IsAny<Parameters<OnMount>[0]> = false;
  const wrapper: IsAny<Parameters<OnMount>[1]> = false;
  const ours: IsAny<typeof monaco> = false;
  expect([mounted, wrapper, ours]).toEqual([false, false, false]);
});
