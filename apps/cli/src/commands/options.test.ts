import { expect, test } from "vitest";
import { serverUrl } from "./options.ts";

test.each([
  ["http://127.0.0.1:4400", "http://127.0.0.1:4400"],
  ["http://127.0.0.1:4400/", "http://127.0.0.1:4400"],
  ["https://shop.example/admin/scripts/", "https://shop.example/admin/scripts"],
  ["https://shop.example/admin/scripts?x=1#y", "https://shop.example/admin/scripts"],
])("the server %s is asked at %s: below its path, and not at the root of its host", (text, url) => {
  expect(serverUrl(text)).toBe(url);
});

test.each(["shop.example", "ftp://shop.example", "http://"])("%s is no address of a server", (text) => {
  expect(() => serverUrl(text)).toThrow("Write an address");
});
