export type KillReport = {
  cycles: number;
  answers: number;
  lost: number;
  busy: number;
  ok: number;
  slowestMs: number;
  late: number;
  begunTwice: number;
  wrong: number;
  replaced: number;
};

export function killCycles(cycles: number, progress?: (found: KillReport) => void): Promise<KillReport>;
