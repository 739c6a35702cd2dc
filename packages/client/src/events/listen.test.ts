import { expect, test } from "vitest";
import { createClient } from "../client.ts";
import { type Answer, answering, problem } from "../testing/answering.ts";

const stream =
  (text: string, ends: boolean): Answer =>
  (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(text);
    if (ends) response.end();
  };
const sent = (id: string, n: number) => `id: ${id}\nevent: execution\ndata: {"n":${n}}\n\n`;

test("a stream that breaks off goes on after the last event, and ends when its reader leaves", async () => {
  await using server = await answering(
    stream(sent("7", 1) + sent("8", 2), true),
    stream(sent("9", 3), false),
  );
  const client = createClient({ url: server.url, token: "sy_test" });
  const seen: unknown[] = [];
  for await (const event of client.listen({ realm: "acme", types: ["execution", "published"] })) {
    seen.push(event);
    if (seen.length === 3) break;
  }
  expect(seen).toEqual([
    { type: "execution", id: "7", data: { n: 1 } },
    { type: "execution", id: "8", data: { n: 2 } },
    { type: "execution", id: "9", data: { n: 3 } },
  ]);
  expect(server.asked.map(({ url }) => url)).toEqual([
    "/api/v1/events?realm=acme&types=execution%2Cpublished",
    "/api/v1/events?realm=acme&types=execution%2Cpublished",
  ]);
  expect(server.asked.map(({ headers }) => headers["last-event-id"])).toEqual([undefined, "8"]);
});

test("a token that may not listen is an error; a signal ends the loop without one", async () => {
  await using refusing = await answering(problem("forbidden", 403));
  const refused = createClient({ url: refusing.url, token: "sy_test" }).listen();
  await expect(refused[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: "forbidden" });

  const tokenless = createClient({ url: refusing.url, token: () => Promise.reject(new Error("no vault")) });
  await expect(tokenless.listen()[Symbol.asyncIterator]().next()).rejects.toThrow("no vault");
  await using other = await answering(stream("data: no JSON\n\n", false));
  const foreign = createClient({ url: other.url, token: "sy_test" }).listen();
  await expect(foreign[Symbol.asyncIterator]().next()).rejects.toThrow(SyntaxError);

  await using server = await answering(stream(sent("1", 1), false));
  const ending = new AbortController();
  const client = createClient({ url: server.url, token: "sy_test" });
  let events = 0;
  for await (const _ of client.listen({ signal: ending.signal })) {
    events++;
    ending.abort();
  }
  expect(events).toBe(1);
});
