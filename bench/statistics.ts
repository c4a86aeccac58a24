/** The value below which `p` percent of the values lie; 0 for none. */
export const percentile = (values: readonly number[], p: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * p) / 100))] ?? 0
}

/** The middle value: what a noisy machine disturbs least. */
export const median = (values: readonly number[]): number => percentile(values, 50)

/** Three significant digits; more would be noise. Whole numbers stay whole. */
export const rounded = (value: number): number => (Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)))
