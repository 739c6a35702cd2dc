import { cleanup, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { later } from "../testing/later.ts";
import { show } from "../testing/show.tsx";
import { fakeWire, Refusal } from "../testing/wire.ts";
import { ExecutionError } from "./execution-error.tsx";
import { SourceLink } from "./source-link.tsx";

afterEach(cleanup);

const ran = { id: "exe_1", scriptId: "scr_risk", module: "login", name: "risk", version: 3 };
const link = (execution: typeof ran | (Omit<typeof ran, "version"> & { version: null }), file: string) =>
  show(
    <SourceLink execution={execution} file={file} line={7}>
      here
    </SourceLink>,
  );
const href = () => screen.queryByRole("link", { name: "here" })?.getAttribute("href");

test("a line of the script leads to the version that ran, a draft's to its recorded input", async () => {
  using wire = fakeWire({});
  await link(ran, "login/risk");
  expect(href()).toBe("/r/acme/scripts/login/risk?line=7&version=3");
  cleanup();
  await link({ ...ran, version: null }, "login/risk");
  expect(href()).toBe("/r/acme/scripts/login/risk?line=7&execution=exe_1");
  expect(wire.calls).toEqual([]);
});

test("a line of a library leads to its version that was published along, and nowhere until that is known", async () => {
  const slow = later<object>();
  using _ = fakeWire({ "versions.get": () => slow.promise });
  await link(ran, "shared/dates");
  expect(href()).toBeUndefined();
  expect(screen.getByText("here")).toBeTruthy();
  slow.give({ libraries: [{ specifier: "shared/dates", version: 9 }] });
  await waitFor(() => expect(href()).toBe("/r/acme/scripts/shared/dates?line=7&version=9"));
});

test("a library of a file or a default, or one that cannot be asked for, leads to its text as it is now", async () => {
  using _ = fakeWire({
    "versions.get": () => ({ libraries: [{ specifier: "shared/dates", sha256: "ab" }] }),
  });
  await link(ran, "shared/dates");
  await waitFor(() => expect(href()).toBe("/r/acme/scripts/shared/dates?line=7"));
  cleanup();
  using __ = fakeWire({
    "versions.get": () => {
      throw new Refusal("It is gone.", { fault: "not_found" });
    },
  });
  await link({ ...ran, scriptId: "scr_gone" }, "shared/dates");
  await waitFor(() => expect(href()).toBe("/r/acme/scripts/shared/dates?line=7"));
});

test("a failure's every frame is a way to its line; what is no script is text", async () => {
  using _ = fakeWire({ "versions.get": () => ({ libraries: [] }) });
  const stack = [
    { file: "login/risk", line: 2, column: 3, function: "onExecute" },
    { file: "prelude", line: 1, column: 1, function: null },
  ];
  const error = { type: "execution", name: "TypeError", message: "<b>oops</b>", stack };
  const { container } = await show(
    <ExecutionError execution={{ ...ran, error, source: "first\n  second()" } as never} />,
  );
  expect(screen.getByText("TypeError: <b>oops</b>")).toBeTruthy();
  expect(container.querySelector("p b")).toBeNull();
  const links = screen.getAllByRole("link").map((one) => one.getAttribute("href"));
  expect(new Set(links)).toEqual(new Set(["/r/acme/scripts/login/risk?line=2&version=3"]));
  expect(screen.getAllByText(/^prelude:1:1/).length).toBeGreaterThan(0);
  expect(screen.getByRole("region", { name: "login/risk around line 2" }).textContent).toContain("second()");
});
