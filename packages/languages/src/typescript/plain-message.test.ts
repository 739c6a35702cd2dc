import ts from "typescript-5";
import { expect, test } from "vitest";
import { plainMessage } from "./plain-message.ts";

/** Every message of TypeScript 5.9, which the editor embeds, that an author could be shown about a script. */
const messages = Object.values(
  (ts as unknown as { Diagnostics: { [name: string]: { code: number; category: number; message: string } } })
    .Diagnostics,
).filter(({ category, code }) => category === ts.DiagnosticCategory.Error && code < 4_000);

test("no message tells authors to change options, libraries of types or packages", () => {
  expect(messages.length).toBeGreaterThan(500);
  const advising = messages.filter(({ message }) =>
    /target library|'lib' compiler option|type definitions|erasableSyntaxOnly/.test(message),
  );
  expect(advising.length).toBeGreaterThan(8);
  for (const { code, message } of advising) {
    const plain = plainMessage(String(code), message);
    expect(plain, `ts${code}`).not.toMatch(
      /compiler option|type definitions|npm |erasableSyntaxOnly|tsconfig/,
    );
  }
});

test("what is said before the advice stays, and everything else as it is", () => {
  const advised =
    "Property 'fromAsync' does not exist on type 'ArrayConstructor'. Do you need to change your target library? Try changing the 'lib' compiler option to 'esnext' or later.";
  expect(plainMessage("2550", advised)).toBe(
    "Property 'fromAsync' does not exist on type 'ArrayConstructor'. Scripts are written in ES2024 and what both engines have of ES2025; what belongs to browsers or Node.js is not there.",
  );
  const plain = "Type 'string' is not assignable to type 'number'.\n  Try it.";
  expect(plainMessage("2322", plain)).toBe(plain);
});
