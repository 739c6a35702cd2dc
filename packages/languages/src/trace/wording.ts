import { traceSpecifier } from "@scriptyard/model";
import type { InsertedNames } from "./names.ts";

/** What is said where, as text: calls of the recorder for the call of a function that has this number. */
export class Wording {
  readonly #names: InsertedNames;

  constructor(names: InsertedNames) {
    this.#names = names;
  }

  /** Stands in front of the module. */
  head(): string {
    const { frame, ...said } = this.#names;
    const names = Object.entries(said).map(([name, inserted]) => `${name} as ${inserted}`);
    return `import{${names.join(",")}}from${JSON.stringify(traceSpecifier)};const ${frame(-1)}=0;`;
  }

  begin(fn: number, outer: number): string {
    const { enter, frame } = this.#names;
    return `const ${frame(fn)}=${enter}(${fn},${frame(outer)});`;
  }

  step(fn: number, site: number): string {
    return `${this.#names.step}(${this.#names.frame(fn)},${site});`;
  }

  caught(fn: number, site: number): string {
    return `${this.#names.caught}(${this.#names.frame(fn)},${site});`;
  }

  /** Without its end: the value follows. */
  write(fn: number, variable: number, how: "write" | "update" = "write"): string {
    return `${this.#names[how]}(${this.#names.frame(fn)},${variable},`;
  }

  /** Without its end: a value may follow. */
  left(fn: number): string {
    return `${this.#names.left}(${this.#names.frame(fn)}`;
  }

  /** Without its end: a value may follow. `queue` = it goes on from the queue of jobs. */
  back(fn: number, queue: boolean): string {
    return `${this.#names.back}(${this.#names.frame(fn)},${queue ? 1 : 0}`;
  }
}
