import type { Fault } from "@scriptyard/model";

/** Texts of scripts for tests, by the hook they export. */
export const decision = (body: string) =>
  `export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {\n${body}\n}\n`;

export const go = (outcome?: string) =>
  `return { action: "continue"${outcome ? `, outcome: "${outcome}"` : ""} };`;

export const block = (title: string) =>
  `export function render(context: LoginContext): UiBlock {\n  return { title: "${title}", parts: [{ type: "text", text: "Hello " + (context.user?.name ?? "you") }] };\n}\n`;

export const completion = (body: string) =>
  `export function onComplete(context: LoginContext): void {\n${body}\n}\n`;

/** The refusal of a call that must be refused. */
export const fault = (promise: Promise<unknown>): Promise<Fault> =>
  promise.then(
    () => {
      throw new Error("expected a fault");
    },
    (error: Fault) => error,
  );
