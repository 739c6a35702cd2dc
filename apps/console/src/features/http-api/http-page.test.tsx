import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { fakeClipboard } from "../../testing/clipboard.ts";
import { openPage } from "../../testing/page.tsx";

const operation = (id: string, summary: string, more: object = {}) => ({
  operationId: id,
  summary,
  tags: ["Scripts"],
  security: [{ token: ["role:author"] }],
  responses: { 200: { description: "Done." } },
  ...more,
});
const document = {
  info: { title: "Scriptyard" },
  tags: [{ name: "Scripts", description: "Texts that run." }],
  paths: {
    "/api/v1/realms/{realm}/scripts/{script}": {
      get: operation("getScript", "Read a script", { security: undefined }),
      put: operation("putScript", "Write a script", {
        description: "Takes `module/name`.",
        parameters: [
          { name: "script", in: "path", required: true, description: "As `module/name`." },
          { name: "dry", in: "query", description: "Tries only." },
          { name: "if-match", in: "header", required: true },
        ],
      }),
    },
    "/api/v1/odd": { get: operation("odd", "", { parameters: [{ name: "sid", in: "cookie" }] }) },
  },
};

/** The page at an address; `answer` says what the server answers for its own description. */
const openApi = (address: string, answer: () => Response | Promise<Response>) =>
  openPage(`/r/acme/api${address}`, { "/api/v1/openapi.json": answer });
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const article = async (name: string) => within(await screen.findByRole("article", { name }));

test("an operation is chosen by its link, in the address, and says who may and what goes where", async () => {
  using page = await openApi("?q=script", async () => json(document));
  const operations = within(await screen.findByRole("navigation", { name: "Operations" }));
  const links = await operations.findAllByRole("link");
  expect(links.map((link) => link.textContent)).toEqual(["GETRead a script", "PUTWrite a script", "GETodd"]);
  expect(links[0]?.getAttribute("aria-current")).toBe("true");
  expect((await article("Read a script")).getByText("Needs a token.")).toBeTruthy();
  fireEvent.click(links[1]!);
  const shown = await article("Write a script");
  expect(page.address()).toBe("/r/acme/api?q=script&operation=putScript");
  expect(shown.getByText("author").closest("p")?.textContent).toBe("Needs a token that acts as author.");
  const parameters = within(shown.getByRole("region", { name: "Parameters" })).getAllByRole("listitem");
  expect(parameters.map((one) => one.textContent)).toEqual([
    "scriptin the pathrequiredAs module/name.",
    "dryin the queryTries only.",
    "if-matchheaderrequired",
  ]);
  expect(shown.getByLabelText("Command").textContent).toMatch(/scripts\/SCRIPT.*if-match: IF_MATCH/s);
  // Without a summary its id is its title, and a place that we have no word for is told as it is.
  fireEvent.click(links[2]!);
  expect((await article("odd")).getByText("cookie")).toBeTruthy();
});

test("the path is copied as it is", async () => {
  const copied = fakeClipboard();
  using _ = await openApi("?operation=putScript", async () => json(document));
  fireEvent.click((await article("Write a script")).getByRole("button", { name: "Copy path" }));
  await waitFor(() => expect(copied).toEqual(["/api/v1/realms/{realm}/scripts/{script}"]));
});

test("letters typed one after the other are all there, wherever the cursor is", async () => {
  using page = await openApi("", async () => json(document));
  await article("Read a script");
  const input = screen.getByRole<HTMLInputElement>("textbox", { name: "Search the HTTP API" });
  // As fast as hands are: what the address says comes later.
  for (const letter of "write") fireEvent.change(input, { target: { value: input.value + letter } });
  expect(input.value).toBe("write");
  expect((await article("Write a script")).getByText(/acts as/)).toBeTruthy();
  await waitFor(() => expect(page.address()).toBe("/r/acme/api?q=write"));
  expect(input.value).toBe("write");
});

test("until the description is there its places are kept; a server that describes nothing says so", async () => {
  using slow = await openApi("", () => new Promise(() => {}));
  await screen.findByRole("heading", { name: "HTTP API" });
  expect(slow.container.querySelector("[aria-busy=true]")).toBeTruthy();
  slow[Symbol.dispose]();
  using _ = await openApi("", async () => json({ ...document, paths: {} }));
  expect(await screen.findByText("This server describes no operation")).toBeTruthy();
});

test("what is no description is said, and asked for again by hand", async () => {
  let answer = () => json({ error: "no" }, 503);
  using _ = await openApi("", async () => answer());
  expect((await screen.findByRole("alert")).textContent).toContain("The server answered 503");
  answer = () => json(document);
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await article("Read a script")).toBeTruthy();
});
