import { expect, test } from "vitest";
import { versionText } from "./version-text.ts";

test("what ran is said in words, never as the lack of a version", () => {
  const sha256 = "3f9a2c1b".padEnd(64, "0");
  expect(versionText({ version: 12, sourceRef: { layer: "version", sha256 } })).toBe("v12");
  expect(versionText({ version: 12 })).toBe("v12");
  expect(versionText({ version: null, sourceRef: { layer: "file", sha256 } })).toBe("file 3f9a2c1b");
  expect(versionText({ version: null, sourceRef: { layer: "default", sha256 } })).toBe("default 3f9a2c1b");
  expect(versionText({ version: null, sourceRef: { layer: "draft", sha256 } })).toBe("draft");
  expect(versionText({ version: null })).toBe("draft");
});
