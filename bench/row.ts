/** One line of the bench's table. */
export interface BenchRow {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What the number should be, in words. */
  readonly target?: string
  /** What the bare floor does in the same run. */
  readonly floor?: number
  /** `value` against `floor`. */
  readonly ratio?: number
  readonly pass?: boolean
}
