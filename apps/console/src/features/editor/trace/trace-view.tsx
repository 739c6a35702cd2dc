import { useMemo } from "react";
import { TracedText } from "../../../monaco/traced-text.tsx";
import { changesBefore, linesNeverRun, placeAt, type Traced } from "./traced.ts";
import type { OpenTrace } from "./use-trace.ts";

/** The text that ran, at the step in front: its line, what the step before wrote, how often each line ran. */
export function TraceView({ open, traced }: { open: OpenTrace; traced: Traced }) {
  const { step } = open;
  const place = placeAt(traced, step);
  const { specifier } = place;
  const text = open.answer?.texts.find((one) => one.specifier === specifier);
  const never = useMemo(() => linesNeverRun(traced, specifier), [traced, specifier]);
  const hits = traced.hits.get(specifier);
  const before = step > 0 ? placeAt(traced, step - 1) : null;
  const said = changesBefore(traced, step)
    .map(({ name, shown }) => `${name} = ${shown}`)
    .join(", ");
  if (text === undefined) return null;
  return (
    <TracedText
      text={text.text}
      language={text.language}
      label={`${specifier} as it ran, read-only, step ${step + 1} at line ${place.line}`}
      at={place}
      hits={hits}
      never={never}
      note={before?.specifier === specifier && said !== "" ? { line: before.line, text: said } : null}
    />
  );
}
