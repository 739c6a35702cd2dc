/** What of an archive. */
export const selectionQuery = {
  only: { description: "Keys, separated by commas, or what stands before a slash of them. Default: all." },
  except: { description: "Keys that are left out." },
};
