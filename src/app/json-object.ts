/** A JSON object, its keys not yet known. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Whether a value is a JSON object: no list, no null. */
export const isJsonObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)
