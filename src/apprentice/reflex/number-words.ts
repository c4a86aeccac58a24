/** A number that is said in words or written the European way: "thirty-two", "eighteen thousand", "two and a half", "a hundred and five", "1.204,55"; undefined for anything else. */
export const readNumberWords = (said: string): number | undefined => {
  if (!mayBeNumber.test(said)) return undefined
  const european = /^(\d{1,3}(?:\.\d{3})+),(\d{1,2})$/.exec(said)
  if (european) return Number(`${(european[1] ?? '').replaceAll('.', '')}.${european[2]}`)
  const halved = /^(\S.*) and a (half|quarter)$/.exec(said)
  const whole = halved?.[1] === undefined ? wholeOf(said) : (/^\d{1,6}$/.test(halved[1]) ? Number(halved[1]) : wholeOf(halved[1]))
  return whole === undefined ? undefined : whole + (halved ? (halved[2] === 'half' ? 0.5 : 0.25) : 0)
}

// Thousands before hundreds before the rest, as they are said.
const wholeOf = (said: string): number | undefined => {
  const match = /^(?:(.+?) (?:thousand|grand)(?: (?:and )?|$))?(?:(\S+) hundred(?: (?:and )?|$))?(.+)?$/.exec(said)
  if (!match || said === '') return undefined
  const [, thousands, hundreds, rest] = match
  const parts = [thousands === undefined ? 0 : (/^\d{1,3}$/.test(thousands) ? Number(thousands) : underThousand(thousands)), hundreds === undefined ? 0 : small(hundreds), rest === undefined ? 0 : (thousands === undefined && hundreds === undefined && /^(?:an?|\d+)$/.test(rest) ? undefined : small(rest))]
  const [a, b, c] = parts
  return a === undefined || b === undefined || c === undefined ? undefined : a * 1000 + b * 100 + c
}

const underThousand = (said: string): number | undefined => {
  const match = /^(?:(\S+) hundred(?: (?:and )?|$))?(.+)?$/.exec(said)
  const [hundreds, rest] = [match?.[1] === undefined ? 0 : small(match[1]), match?.[2] === undefined ? 0 : small(match[2])]
  return !match || hundreds === undefined || rest === undefined ? undefined : hundreds * 100 + rest
}

const small = (said: string): number | undefined => {
  const only = said === 'a' || said === 'an' ? 1 : ones.indexOf(said)
  if (only >= 0) return only
  const [ten = '', one] = said.split(/[ -]/)
  const [a, b] = [tens.indexOf(ten), one === undefined ? 0 : ones.indexOf(one)]
  return a < 0 || b < 0 || b > 9 || (one !== undefined && b === 0) || said.split(/[ -]/).length > 2 ? undefined : (a + 2) * 10 + b
}
const mayBeNumber = /^(?:\d|an? |zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twel|thir|fif|twen|for)/
const ones = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ')
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
