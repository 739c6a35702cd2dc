import type { Persona } from "@scriptyard/hosts";
import type { Json, UiBlock, UiPart } from "@scriptyard/model";
import type { Runner } from "../runner.ts";
import type { FlowAnswer } from "../starters/flows/types.ts";
import { actor } from "./lab.ts";

/** Walks a demo flow as a persona, answering whatever is asked the way a person would. */
export async function walkFlow(
  runner: Runner,
  {
    realm,
    flow,
    context,
    mode,
  }: { realm: string; flow: string; context: Persona["context"]; mode: "live" | "draft" },
): Promise<{ answer: FlowAnswer; path: string[] }> {
  let answer = await runner.startFlow({ realm, flow, mode, context }, actor);
  const secret = answer.secret!;
  const path: string[] = [answer.node];
  for (let i = 0; i < 12 && (answer.action === "challenge" || answer.action === "redirect"); i++) {
    if (answer.action === "redirect") {
      const redirectState = new URL(answer.url!).searchParams.get("state")!;
      answer = await runner.submitFlow(
        { sessionId: answer.sessionId, secret, form: null, redirectState },
        actor,
      );
    } else {
      const form = fill(answer.block!);
      answer = await runner.submitFlow(
        { sessionId: answer.sessionId, secret, form, step: answer.step },
        actor,
      );
    }
    path.push(answer.node);
  }
  return { answer, path };
}

function fill(block: UiBlock): { [name: string]: Json } {
  const form: { [name: string]: Json } = {};
  for (const part of block.parts) {
    if (part.type === "field") form[part.name] = valueFor(part, shownCode(block));
    if (part.type === "choice") form[part.name] = part.options[0]!.value;
  }
  return form;
}

function valueFor(part: Extract<UiPart, { type: "field" }>, code: string): Json {
  if (part.kind === "checkbox") return true;
  if (/price/.test(part.name)) return "1250.50";
  if (part.kind === "date") return "1990-05-17";
  if (part.kind === "select") return part.options?.[0]?.value ?? "";
  if (part.kind === "code") return code;
  if (part.kind === "password") return "Correct-horse-battery-9";
  if (part.kind === "email") return "newcomer@example.org";
  if (/phone|tel/i.test(part.name)) return "+436601234567";
  return part.value || "Alex Morgan";
}

/** The demo has no mailbox, so its block shows the code it would have sent. */
function shownCode(block: UiBlock): string {
  const notices = block.parts.map((part) => (part.type === "notice" ? part.text : "")).join(" ");
  return /\b\d{6}\b/.exec(notices)?.[0] ?? "000000";
}
