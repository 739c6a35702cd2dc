import { expect, test } from "vitest";
import { serverOf } from "./client.ts";

test("a token that cannot be sent is refused without being shown", () => {
  const server = "http://127.0.0.1:4400";
  for (const token of ["tok en", "token\nof-mine", "tökén"])
    expect(() => serverOf({ server, token })).toThrow(
      /^The API token holds a space, a line break or another/,
    );
  expect(serverOf({ server, token: "syt_1" })).toEqual({ url: server, token: "syt_1" });
});
