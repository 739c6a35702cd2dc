// expect execution
// Halves of characters wherever a text leaves.
export function onExecute() {
  log.info("\ud800 half", "\udfff");
  log.info("x".repeat(999) + "\ud83d\ude00");
  const error = new Error("y".repeat(999) + "\ud83d\ude00");
  error.name = "\ud800";
  throw error;
}
