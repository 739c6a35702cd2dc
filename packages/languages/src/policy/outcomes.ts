import type { WaysOut } from "@scriptyard/model";
import { Report } from "../source/report.ts";
import { parseModule } from "../syntax/parse.ts";
import type { Node } from "../syntax/walk.ts";
import { Answers, mayHave, outcomeMember } from "./answers.ts";
import { readModule } from "./module-parts.ts";

/** An outcome as it is written in a decision. */
export type WrittenOutcome = {
  /** Cut after 100 characters: no edge has a longer one. */
  outcome: string;
  /** 1-based, in the text given; the quotes are part of it. */
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
};

export type Outcomes = {
  /** In reading order, each place once. */
  written: WrittenOutcome[];
  /** Decisions to continue that name none: they leave by the default edge. */
  unnamed: Omit<WrittenOutcome, "outcome">[];
  /** The script may answer others: put together at run time, or by what other modules answer. */
  open: boolean;
};

/**
 * The outcomes by which a script may leave its node: the strings that the member which names one can be, in objects that its
 * host reads as an answer to go on, and in calls that send the visitor away.
 *
 * Seen are strings, templates without holes, what `? :`, `??`, `||` and `&&` choose from, a `const` of the same module and a
 * member of one, shorthand members and spread objects. All else makes the answer `open`, and so does a hook whose results
 * come from where this cannot look. It reads what is written and decides nothing: a run is held to its edges anyway.
 *
 * @param code JavaScript that has passed `compile`
 * @param hook name of the exported function that decides
 * @param ways how its host reads it
 * @example outcomesIn('export const onGate = () => ({ says: "open", way: "left" })', "onGate", { by: "says", … })
 */
export function outcomesIn(code: string, hook: string, ways: WaysOut): Outcomes {
  const report = new Report(code, "module");
  const parsed = parseModule(code, "js", report);
  if (parsed === null) return { written: [], unnamed: [], open: true };
  const module = readModule(parsed.program as Node);
  const answers = new Answers(module, ways);
  const decisions = module.objects.flatMap((object) => {
    const member = outcomeMember(object, module, ways);
    return member === null ? [] : [{ object, member }];
  });
  for (const { object, member } of decisions) answers.memberOf(object, member);
  for (const call of module.calls) answers.leaving(call);
  answers.resultsOf(hook);
  const places = [...answers.places].sort((a, b) => a.start - b.start);
  return {
    written: places
      .slice(0, mostPlaces)
      .map((place) => ({ outcome: place.text.slice(0, 100), ...placed(place, report) })),
    unnamed: decisions
      .filter(({ object, member }) => !mayHave(object, member))
      .slice(0, mostPlaces)
      .map(({ object }) => placed(object, report)),
    open: answers.open || places.length > mostPlaces,
  };
}

/** Each crosses to another process, and more help nobody. */
const mostPlaces = 500;

function placed({ start, end }: { start: number; end: number }, report: Report) {
  const from = report.lines.at(start);
  const to = report.lines.at(end);
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}
