// expect operation_limit | timeout
// A thenable that answers with itself, for ever.
export const onExecute = () => {
  const again = { then: (resolve) => resolve(again) };
  return again;
};
