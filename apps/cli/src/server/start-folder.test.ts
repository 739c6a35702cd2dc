import { join } from "node:path";
import { expect, test } from "vitest";
import { ownFolder } from "../testing/own-product.ts";
import { startFolder } from "./start-folder.ts";

const config = "scriptyard.config.json";

test("the folder that is named, or this one, or the only installation directly below", () => {
  using folder = ownFolder({ [`shop/${config}`]: {}, "notes/a.txt": "", [`node_modules/x/${config}`]: {} });
  expect(startFolder(null, folder.path, "data")).toBe(join(folder.path, "shop"));
  expect(startFolder("notes", folder.path, "data")).toBe(join(folder.path, "notes"));
  expect(startFolder(null, join(folder.path, "notes"), "data")).toBe(join(folder.path, "notes"));
  expect(() => startFolder("none", folder.path, "data")).toThrow(/no folder .*none/);
});

test("an installation here goes first, and so does a server that ran here", () => {
  using own = ownFolder({ [config]: {}, [`shop/${config}`]: {} });
  expect(startFolder(null, own.path, "data")).toBe(own.path);
  using ran = ownFolder({ "data/x": "", [`shop/${config}`]: {} });
  expect(startFolder(null, ran.path, "data")).toBe(ran.path);
});

test("where several could be meant, they are named", () => {
  using folder = ownFolder({ [`one/${config}`]: {}, [`two/${config}`]: {} });
  expect(() => startFolder(null, folder.path, "data")).toThrow(/in one, two\. .*scriptyard start one/);
});
