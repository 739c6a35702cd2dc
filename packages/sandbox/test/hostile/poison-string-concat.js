// expect ok ["abc",[]]
// String.prototype.concat is what the engine makes of a template: it must not see what the prelude builds.
export function onExecute() {
  const seen = [];
  String.prototype.concat = function (...parts) {
    seen[seen.length] = [this + "", ...parts];
    return '["x"]';
  };
  log.info("x", { a: 1 });
  probe.note("n");
  try {
    probe.add(NaN, 1);
  } catch {}
  return ["abc", seen];
}
