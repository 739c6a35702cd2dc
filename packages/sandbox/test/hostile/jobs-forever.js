// expect timeout | operation_limit
// A promise that feeds itself new jobs.
export function onExecute() {
  const again = () => Promise.resolve().then(again);
  again();
  return new Promise(() => {});
}
