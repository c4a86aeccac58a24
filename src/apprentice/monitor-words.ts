/** What a literal in the stream stands for: the start of thinking, a list of calls, or nothing that a person needs to see. */
export type Literal = { readonly kind: 'think'; readonly name: string } | { readonly kind: 'list' } | { readonly kind: 'token' }

const thinkNames = ['think', 'thinking', 'thought', 'reasoning']
const wrappers = ['tool_call', 'tool_calls', 'function_call', 'functioncall']
/** Left by chat templates of Llama 3 and 4, Qwen, Hermes, Mistral, LFM2 and Phi. */
const tokens = ['<|python_tag|>', '<|tool_call|>', '<|/tool_call|>', '<|tool_call_start|>', '<|tool_call_end|>', '<|python_start|>', '<|python_end|>', '<|eom_id|>', '<|eot_id|>', '<|eot|>', '<|im_end|>', '<|end|>', '[tool_calls]']

/** Literals that never reach the page, in lower case. */
export const literals: ReadonlyMap<string, Literal> = new Map<string, Literal>([
  ...thinkNames.map((name) => [`<${name}>`, { kind: 'think', name }] as const),
  ...thinkNames.map((name) => [`</${name}>`, { kind: 'token' }] as const),
  ...wrappers.flatMap((name) => [[`<${name}>`, { kind: 'token' }], [`</${name}>`, { kind: 'token' }]] as const),
  ...tokens.map((token) => [token, { kind: 'token' }] as const),
  ['functools[', { kind: 'list' }],
])

const beginnings = new Set([...literals.keys()].flatMap((literal) => Array.from(literal, (_, at) => literal.slice(0, at + 1))))

/** Whether a literal may still come of `text`. */
export const beginsLiteral = (text: string): boolean => beginnings.has(text.toLowerCase())

/** Whether a fence's label makes it an example: `example`, `json example`, `example:`. */
export const labelsExample = (label: string): boolean => /^[^a-z0-9]*(?:[a-z0-9+]+[^a-z0-9]+){0,2}examples?(?![a-z])/i.test(label)

/** Whether a fence's label is one word at most, and so hides with the command in the fence. */
export const isPlainLabel = (label: string): boolean => /^\s*[\w+.-]*\s*$/.test(label)
