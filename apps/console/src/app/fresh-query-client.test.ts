import { QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { FreshQueryClient } from "./fresh-query-client.ts";

test("a list that was on its way when something was added is asked for again", async () => {
  const client = new FreshQueryClient();
  const answers: ((members: string[]) => void)[] = [];
  const members = new QueryObserver(client, {
    queryKey: ["members"],
    queryFn: () => new Promise<string[]>((answer) => answers.push(answer)),
  });
  const stop = members.subscribe(() => undefined);
  const invalidated = client.invalidateQueries({ queryKey: ["members"] });
  answers[0]?.(["Ada"]);
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.(["Ada", "Grace"]);
  await invalidated;
  expect(members.getCurrentResult().data).toEqual(["Ada", "Grace"]);
  stop();
  client.clear();
});
