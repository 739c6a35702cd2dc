// expect operation_limit | timeout
// The answer is there, and jobs schedule jobs for ever.
export function onExecute() {
  const again = () => { Promise.resolve().then(again); };
  again();
  return Promise.resolve("answered");
}
