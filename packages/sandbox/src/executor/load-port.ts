import { type ScriptError, traceSpecifier } from "@scriptyard/model";
import type { GuestPort } from "../engine/guest-doors.ts";
import { BOOT_CLOCK_MS } from "../engine/layout.ts";
import { PRELUDE_SCHEME } from "../engine/prelude.ts";
import { answerStandard } from "../standard/answer.ts";
import { standardLibrary } from "../standard/parts.ts";
import type { Program } from "../types.ts";
import type { Watch } from "./watch.ts";

/** The host while a program loads: it serves modules, and there is no invocation to call the host for. */
export class LoadPort implements GuestPort {
  phase: "parsing" | "linking" | "running" = "parsing";
  clockRead = false;
  readonly loaded = new Set<string>();
  private readonly program: Program;
  private readonly watch: Watch;
  private readonly onBegin: () => void;
  private missing: { base: string; specifier: string } | null = null;

  constructor(program: Program, watch: Watch, onBegin: () => void) {
    this.program = program;
    this.onBegin = onBegin;
    this.watch = watch;
  }

  now(): number {
    if (this.phase === "running") this.clockRead = true;
    return BOOT_CLOCK_MS;
  }

  interrupted(): boolean {
    return this.watch.poll();
  }

  allocationDenied(): void {
    this.watch.denied = true;
  }

  log(): void {}

  call(): string {
    return 'E"There is no host while the script loads."';
  }

  /** The same answers as in a run: what a script makes of them while it loads is part of its image. */
  standard(text: string, buffers: readonly Buffer[]): string | Uint8Array {
    return answerStandard(text, buffers, (operations) => this.watch.charge(operations));
  }

  waiting(): void {}

  progress(): void {}

  resultTooLarge(): void {}

  seed(): string {
    return "[0,0,0,0]";
  }

  next(): string {
    return "";
  }

  begin(): void {
    this.phase = "running";
    this.onBegin();
  }

  resolve(base: string, specifier: string): string | null {
    const standard = standardLibrary(specifier);
    if (standard !== null) return standard;
    if (specifier === traceSpecifier && this.program.traced) return RECORDER;
    if (this.program.modules.some((m) => m.specifier === specifier)) return specifier;
    this.missing ??= { base, specifier };
    return null;
  }

  source(specifier: string): string | null {
    this.loaded.add(specifier);
    return this.program.modules.find((m) => m.specifier === specifier)?.code ?? null;
  }

  /** The type of an error depends on how far loading had come, not on what the error says. */
  explain(error: ScriptError): ScriptError {
    if (error.type !== "execution" || this.phase === "running") return error;
    if (this.missing) return { type: "compilation", ...this.missingImport(this.missing) };
    // Nothing of the guest has run: the words are the engine's, and where it parses and links in one step they tell which.
    const isParsing = this.phase === "parsing" && !linking.test(error.message);
    return { ...error, type: isParsing ? "invalid_syntax" : "compilation" };
  }

  private missingImport({
    base,
    specifier,
  }: {
    base: string;
    specifier: string;
  }): Pick<ScriptError, "message" | "stack"> {
    const others = this.program.modules.map((m) => m.specifier).filter((name) => name !== base);
    const known = others.length > 0 ? ` It can import ${others.join(", ")}.` : "";
    const code = this.program.modules.find((m) => m.specifier === base)?.code ?? "";
    const at = ['"', "'"].map((quote) => code.indexOf(quote + specifier + quote)).find((found) => found >= 0);
    return {
      message: `There is no module "${specifier}" to import.${known}`,
      stack: at === undefined ? [] : [{ file: base, ...positionIn(code, at) }],
    };
  }
}

/** The prelude's module that hears of what instrumented modules do. */
const RECORDER = `${PRELUDE_SCHEME}trace.guest.js`;

/** How classic QuickJS begins what is wrong with an import of a module that parses. */
const linking =
  /^(?:Could not find export|circular reference when looking for export|export '.*' in module '.*' is ambiguous)/;

export function positionIn(code: string, at: number): { line: number; column: number } {
  const before = code.slice(0, at);
  return { line: before.split("\n").length, column: at - before.lastIndexOf("\n") };
}
