import { isDeepStrictEqual } from "node:util";
import { type HostAnswer, hostAnswerSchema } from "@scriptyard/model";
import { z } from "zod";

/** An answer of the owner's to call number `ask` of a run, as it was sent. */
export type GivenAnswer = { ask: number } & Omit<HostAnswer, "call" | "atMs">;

/**
 * The host answers that go into a run's record: the owner's own, as many of them as the process says its guest got. That
 * process tells the order of calls and the clock, which nobody else knows; they must be possible.
 *
 * @param before what the run was given to begin with: recorded answers, or those of a run that goes on
 * @param given what the owner answered since, in order
 * @param span what the clock said when the run began, or went on, and what it can say at most by now
 * @returns Null when the process tells of answers that nobody gave.
 */
export function ownRecord(
  told: readonly HostAnswer[] | undefined,
  before: readonly HostAnswer[],
  given: readonly GivenAnswer[],
  span: { fromMs: number; toMs: number },
): HostAnswer[] | null {
  // Nothing ran: a process that could not make the image, for example.
  if (!told || told.length === 0) return [...before];
  if (told.length < before.length || told.length > before.length + given.length) return null;
  const fresh = told.slice(before.length);
  const own = given.slice(0, fresh.length);
  if (!isDeepStrictEqual(told.slice(0, before.length), asSent(before))) return null;
  const record = own.map(({ ask: _ask, ...answer }, i) => {
    const { call, atMs } = fresh[i]!;
    return { ...answer, call, atMs };
  });
  if (!isDeepStrictEqual(asSent(record), asSent(fresh))) return null;
  const times = [span.fromMs, ...fresh.map(({ atMs }) => atMs), span.toMs];
  if (times.some((time, i) => i > 0 && time < times[i - 1]!)) return null;
  // Calls are numbered as they are made, and asked for in that order.
  const calls = fresh.map(({ call }, i) => ({ call, ask: own[i]!.ask })).sort((a, b) => a.ask - b.ask);
  if (calls.some(({ call }, i) => i > 0 && call <= calls[i - 1]!.call)) return null;
  return [...before, ...record];
}

/** @throws TypeError naming what of a recording is none: the process could not give it back */
export function checkRecording(hostAnswers: readonly HostAnswer[] | undefined): void {
  const found = z.array(hostAnswerSchema).safeParse(hostAnswers ?? []);
  const issue = found.error?.issues[0];
  if (issue)
    throw new TypeError(`hostAnswers.${issue.path.join(".")}: ${issue.message}. Feed a recording as it was.`);
}

/** As JSON and the schema leave it. */
function asSent(answers: readonly HostAnswer[]): HostAnswer[] {
  return z.array(hostAnswerSchema).parse(JSON.parse(JSON.stringify(answers)));
}
