import { useQuery } from "@tanstack/react-query";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { show } from "../testing/show.tsx";
import { fakeWire } from "../testing/wire.ts";
import { keepInRealm } from "./keep-in-realm.ts";
import { useTRPC } from "./trpc.ts";

afterEach(cleanup);

function Found() {
  const [{ realm, text }, ask] = useState({ realm: "acme", text: "a" });
  const { data } = useQuery({
    ...useTRPC().scripts.search.queryOptions({ realm, text, limit: 5 }),
    placeholderData: keepInRealm(realm),
  });
  return (
    <>
      <output>{data?.items.map(({ name }) => name).join() ?? "nothing yet"}</output>
      <button type="button" onClick={() => ask({ realm, text: "b" })}>
        other text
      </button>
      <button type="button" onClick={() => ask({ realm: "beta", text })}>
        other realm
      </button>
    </>
  );
}

test("the answer before stays for another question of its realm, and never under the name of another realm", async () => {
  let answers = true;
  using _ = fakeWire({
    "scripts.search": ({ realm, text }) =>
      answers
        ? { items: [{ name: `${String(realm)} ${String(text)}` }], more: false }
        : new Promise(() => {}),
  });
  await show(<Found />);
  const shown = () => screen.getByRole("status").textContent;
  await waitFor(() => expect(shown()).toBe("acme a"));
  answers = false;
  fireEvent.click(screen.getByText("other text"));
  expect(shown()).toBe("acme a");
  fireEvent.click(screen.getByText("other realm"));
  expect(shown()).toBe("nothing yet");
});
