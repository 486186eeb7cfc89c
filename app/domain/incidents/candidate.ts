/** How long a candidate may wait for an analyst's word: 30 minutes. */
export const reviewSeconds = 30 * 60
