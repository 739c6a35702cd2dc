// expect execution
// A thenable that keeps its answer for itself.
export const onExecute = () => ({ then(resolve, reject) { this.kept = [resolve, reject]; } });
