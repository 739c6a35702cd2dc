import { act, cleanup, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, test } from "vitest";
import { show } from "../../testing/show.tsx";
import { fakeWire, Refusal } from "../../testing/wire.ts";
import { useScriptCalled } from "./queries.ts";

afterEach(cleanup);

let look: (at: string) => void;

function Called() {
  const [called, setCalled] = useState("login/risk");
  look = setCalled;
  const { scripts, isSuccess, error } = useScriptCalled("acme", called);
  const state = error ? "refused" : isSuccess ? "answered" : "asked";
  return <p>{`${called} ${state}: ${scripts.map(({ name }) => name).join()}`}</p>;
}

test("while another name is asked for, the answer before is shown but is not its answer", async () => {
  let answer = () => {};
  const second = new Promise<void>((resolve) => {
    answer = resolve;
  });
  using _ = fakeWire({
    "scripts.named": async ({ names }: { names: { module: string; name: string }[] }) => {
      if (names[0]?.name === "welcome") await second;
      return { items: names, modules: [] };
    },
  });
  await show(<Called />);
  await screen.findByText("login/risk answered: risk");
  act(() => look("login/welcome"));
  await screen.findByText("login/welcome asked: risk");
  answer();
  await screen.findByText("login/welcome answered: welcome");
  act(() => look("No script"));
  await screen.findByText(/^No script answered/);
});

test("a refusal is told", async () => {
  using _ = fakeWire({
    "scripts.named": () => {
      throw new Refusal("Not now.");
    },
  });
  await show(<Called />);
  await screen.findByText("login/risk refused:");
});
