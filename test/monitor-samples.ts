import type { RawCommand } from '../src/apprentice/monitor.ts'

/** A reply and what must be found in it; for the tests of the monitor. */
export interface Sample {
  readonly name: string
  readonly text: string
  /** The prose that a person sees. */
  readonly shows: string
  readonly batches?: readonly (readonly RawCommand[])[]
  /** Qualities, or reasons of refusal, of all `commands` events; all `exact` by default. */
  readonly qualities?: readonly string[]
  readonly thinks?: string
  readonly examples?: string
}

const json = '{"action":"insert","table":"task","name":"Buy milk"}'
const milk = { action: 'insert', table: 'task', name: 'Buy milk' }
const undo = { action: 'undo' }
const call = { name: 'insert_task', arguments: { name: 'Buy milk' } }

export const samples: readonly Sample[] = [
  { name: 'plain prose', text: 'Nothing to do. I like [this](http://x.y) and {that} and 3 < 4 ~ ok, `code` for free.', shows: 'Nothing to do. I like [this](http://x.y) and {that} and 3 < 4 ~ ok, `code` for free.' },
  { name: 'a bare object', text: json, batches: [[milk]], shows: '' },
  { name: 'prose around an object', text: `Sure: ${json} Done!`, batches: [[milk]], shows: 'Sure:  Done!' },
  { name: 'objects between prose', text: `One ${json}, then two: {"action":"undo"}.`, batches: [[milk], [undo]], shows: 'One , then two: .' },
  { name: 'objects on lines', text: `${json}\n{"action":"undo"}\n`, batches: [[milk], [undo]], shows: '\n' },
  { name: 'a fenced block', text: `Adding it:\n\`\`\`json\n${json}\n\`\`\`\nDone.`, batches: [[milk]], shows: 'Adding it:\n\nDone.' },
  { name: 'two objects in a fence', text: `\`\`\`\n${json},\n{"action":"undo"}\n\`\`\``, batches: [[milk], [undo]], shows: '' },
  { name: 'a fence on one line', text: `Ok \`\`\`json ${json}\`\`\` done`, batches: [[milk]], shows: 'Ok  done' },
  { name: 'a tilde fence', text: `~~~json\n${json}\n~~~\nOk`, batches: [[milk]], shows: '\nOk' },
  { name: 'inline code', text: `I run \`${json}\` now`, batches: [[milk]], shows: 'I run  now' },
  { name: 'a fence of other code', text: '```python\nprint("{x}")\n```\nDone', shows: '```python\nprint("{x}")\n```\nDone' },
  { name: 'a fence never closed', text: `\`\`\`json\n${json}`, batches: [[milk]], shows: '' },
  { name: 'a Hermes call', text: `<tool_call>\n{"name":"insert_task","arguments":{"name":"Buy milk"}}\n</tool_call>`, batches: [[call]], shows: '' },
  { name: 'two Hermes calls', text: '<tool_call>{"name":"undo","arguments":{}}</tool_call>\n<tool_call>{"name":"undo","arguments":{}}</tool_call> ok', batches: [[{ name: 'undo', arguments: {} }], [{ name: 'undo', arguments: {} }]], shows: ' ok' },
  { name: 'a Llama call', text: '<|python_tag|>{"name": "insert_task", "parameters": {"name": "Buy milk"}}<|eom_id|>', batches: [[{ name: 'insert_task', parameters: { name: 'Buy milk' } }]], shows: '' },
  { name: 'Mistral calls', text: `[TOOL_CALLS] [{"name":"insert_task","arguments":{"name":"Buy milk"}}]`, batches: [[call]], shows: '' },
  { name: 'xLAM calls', text: `{"tool_calls":[{"name":"insert_task","arguments":{"name":"Buy milk"}}]}`, batches: [[call]], shows: '' },
  { name: 'OpenAI calls', text: '{"tool_calls":[{"id":"c1","type":"function","function":{"name":"undo","arguments":"{}"}}]}', batches: [[{ name: 'undo', arguments: '{}' }]], shows: '' },
  { name: 'pythonic calls', text: 'Ok [insert_task(name="Buy, milk", done=False), task.update(id=3, name=\'x\', due=None, n=[1,2])]!', batches: [[{ name: 'insert_task', arguments: { name: 'Buy, milk', done: false } }, { name: 'task.update', arguments: { id: 3, name: 'x', due: null, n: [1, 2] } }]], shows: 'Ok !' },
  { name: 'pythonic calls to repair', text: "[add(name='it\\'s', where={'done': True})]", batches: [[{ name: 'add', arguments: { name: "it's", where: { done: true } } }]], qualities: ['repaired'], shows: '' },
  { name: 'a call by position', text: '[print("x")]', shows: '[print("x")]' },
  { name: 'Phi calls', text: 'functools[{"name":"insert_task","arguments":{"name":"Buy milk"}}] fine', batches: [[call]], shows: ' fine' },
  { name: 'words that begin like Phi', text: 'for functions, functools[0] and f', shows: 'for functions, functools[0] and f' },
  { name: 'an array', text: `[${json}, {"action":"undo"}]`, batches: [[milk, undo]], shows: '' },
  { name: 'an array with a stranger', text: `[${json}, 3]`, shows: `[${json}, 3]` },
  { name: 'braces in texts', text: '{"action":"insert","table":"task","name":"a } b { \\" ] ``` <think>"} x', batches: [[{ action: 'insert', table: 'task', name: 'a } b { " ] ``` <think>' }]], shows: ' x' },
  { name: 'nested conditions', text: '{"action":"read","table":"task","where":{"due":{"before":"friday"}},"sort":"due"}', batches: [[{ action: 'read', table: 'task', where: { due: { before: 'friday' } }, sort: 'due' }]], shows: '' },
  { name: 'pretty JSON', text: '{\n  "table": "task",\n  "action": "undo"\n}', batches: [[{ table: 'task', action: 'undo' }]], shows: '' },
  { name: 'single quotes', text: "{'action': 'insert', 'name': 'Don't panic'} ok", batches: [[{ action: 'insert', name: "Don't panic" }]], qualities: ['repaired'], shows: ' ok' },
  { name: 'Python words', text: '{"action": "update", "id": 3, "done": True, "due": None, "x": False}', batches: [[{ action: 'update', id: 3, done: true, due: null, x: false }]], qualities: ['repaired'], shows: '' },
  { name: 'trailing commas', text: '{"action":"undo",}', batches: [[undo]], qualities: ['repaired'], shows: '' },
  { name: 'comments', text: '{"action":"undo" // don\'t } yet\n /* { */ }', batches: [[undo]], qualities: ['repaired'], shows: '' },
  { name: 'bare keys', text: '{action: "undo"}', batches: [[undo]], qualities: ['repaired'], shows: '' },
  { name: 'curly quotes', text: '{“action”: “undo”}', batches: [[undo]], qualities: ['repaired'], shows: '' },
  { name: 'doubled braces', text: '{{"action":"undo"}}', batches: [[undo]], shows: '{}' },
  { name: 'a truncated object', text: 'Ok {"action":"delete","table":"task","where":{"done":tr', batches: [[{ action: 'delete', table: 'task', where: { done: 'tr' } }]], qualities: ['truncated'], shows: 'Ok ' },
  { name: 'a truncated array', text: `[${json},{"action":"del`, batches: [[milk, { action: 'del' }]], qualities: ['truncated'], shows: '' },
  { name: 'a fence that ends a broken object', text: '```json\n{"action":"insert","name":"x"\n```\nDone', batches: [[{ action: 'insert', name: 'x' }]], qualities: ['truncated'], shows: '\nDone' },
  { name: 'an object that breaks off before another', text: '{"action":"insert","name":"x"\n{"action":"undo"}', batches: [[{ action: 'insert', name: 'x' }], [undo]], qualities: ['truncated', 'exact'], shows: '' },
  { name: 'thinking', text: `<think>I could say ${json}</think>\n\nHello ${json}`, batches: [[milk]], thinks: `I could say ${json}`, shows: '\n\nHello ' },
  { name: 'thinking never ended', text: `<think>maybe < </thin ${json}`, thinks: `maybe < </thin ${json}`, shows: '' },
  { name: 'the end of thinking alone', text: `x</think>${json}`, batches: [[milk]], shows: 'x' },
  { name: 'an example', text: `Like so:\n\`\`\`example\n${json}\n\`\`\`\n${json}`, batches: [[milk]], examples: `${json}\n`, shows: 'Like so:\n\n' },
  { name: 'a labelled JSON example', text: `\`\`\`json example\n${json}\n\`\`\``, examples: `${json}\n`, shows: '' },
  { name: 'an example on one line', text: `\`\`\`example ${json}\`\`\` and`, examples: json, shows: ' and' },
  { name: 'an example after a stray fence', text: `\`\`\`\nhm\n\`\`\`example\n${json}\n\`\`\`\n`, examples: `${json}\n`, shows: '```\nhm\n\n' },
  { name: 'fences in an example', text: `\`\`\`example\n{"name":"\`\`\` x"}\n\`\`\`json\n${json}\n\`\`\``, examples: `{"name":"\`\`\` x"}\n\`\`\`json\n${json}\n`, shows: '' },
  { name: 'an example never closed', text: `\`\`\`example\n${json}`, examples: json, shows: '' },
  { name: 'an envelope', text: `{"say":"On \\"it\\" {now}\\n","commands":[${json},{"action":"undo"}]}`, batches: [[milk, undo]], shows: 'On "it" {now}\n' },
  { name: 'an envelope with its words last', text: `{"commands":[${json}],"say":"Done"}`, batches: [[milk]], shows: 'Done' },
  { name: 'an envelope of words alone', text: '```json\n{"say":"Hello \\ud83e\\uddb7","commands":[]}\n```', shows: 'Hello 🦷' },
  { name: 'a truncated envelope', text: `{"say":"Done","commands":[${json}`, batches: [[milk]], qualities: ['truncated'], shows: 'Done' },
  { name: 'a command inside the words of an envelope', text: '{"say":"{\\"action\\":\\"undo\\"}","commands":[]}', shows: '{"action":"undo"}' },
  { name: 'other JSON', text: 'See {"name":"x","price":3} and [1,2,{"a":1}] and {"result":{"action":"undo"}}.', shows: 'See {"name":"x","price":3} and [1,2,{"a":1}] and {"result":{"action":"undo"}}.' },
  { name: 'a fence of other JSON', text: '```json\n{"a":1}\n```\n', shows: '```json\n{"a":1}\n```\n' },
  { name: 'a reserved key', text: '{"action":"insert","where":{"__proto__":{"x":1}}}', qualities: ['reserved key'], shows: '' },
  { name: 'a reserved key in disguise', text: '{"action":"insert","\\u0063onstructor":1} x', qualities: ['reserved key'], shows: ' x' },
  { name: 'a reserved key to repair', text: "{'action':'insert','prototype':1}", qualities: ['reserved key'], shows: '' },
  { name: 'a duplicate key', text: '{"action":"delete","id":1,"id":2}', qualities: ['duplicate key'], shows: '' },
  { name: 'a number too great', text: '{"action":"update","id":1e309}', qualities: ['number out of range'], shows: '' },
  { name: 'a number beyond the safe ones', text: '{"action":"update","id":9007199254740993}', qualities: ['number out of range'], shows: '' },
  { name: 'words for numbers', text: '{"action":"update","id":-Infinity,"x":NaN}', qualities: ['number out of range'], shows: '' },
  { name: 'NUL', text: '{"action":"insert","name":"a\\u0000b"}', qualities: ['NUL character'], shows: '' },
  { name: 'a raw NUL', text: '{"action":"insert","name":"a\0b"}', qualities: ['NUL character'], shows: '' },
  { name: 'half a character', text: '{"action":"insert","name":"\\ud83e"}', qualities: ['broken character'], shows: '' },
  { name: 'an unclosed brace in prose', text: `Use { to open. ${json}`, batches: [[milk]], shows: 'Use { to open. ' },
  { name: 'a quote after a brace in prose', text: `{"hello there} ${json}`, batches: [[milk]], shows: '{"hello there} ' },
]
