import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { show } from "../../../testing/show.tsx";
import { fakeWire } from "../../../testing/wire.ts";
import { Palette } from "./palette.tsx";

afterEach(cleanup);

test("a large realm's scripts and flows leave room for what comes after them", async () => {
  const numbers = Array.from({ length: 30 }, (_, n) => n);
  using wire = fakeWire({
    "scripts.search": ({ limit }: { limit: number }) => ({
      items: numbers.slice(0, limit).map((n) => ({ id: `scr_${n}`, module: "login", name: `s${n}` })),
      more: numbers.length - limit,
    }),
    "flows.list": () => numbers.map((n) => ({ id: `flow_${n}`, name: `f${n}`, title: `Flow ${n}` })),
  });
  await show(<Palette open />);
  await screen.findByText("login/s7");
  await screen.findByText("Try Flow 3");
  expect(wire.sent("scripts.search")).toEqual([{ realm: "acme", text: "", limit: 8 }]);
  expect([screen.queryByText("login/s8"), screen.queryByText("Flow 4")]).toEqual([null, null]);
  await screen.findByText("Realm settings");
});
